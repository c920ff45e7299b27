import type { GatewayList, ImportWarning } from '../policy/policy.ts';
import type { Resource } from '../terraform/resource.ts';
import { isList, itemsOf, textOf, Unknown, unknownIn, type Value } from '../terraform/value.ts';
import { findMisspelt } from './import-terraform-attributes.ts';

export type ListReading = { readonly list: GatewayList; readonly warnings: readonly ImportWarning[] };

/** Makes a list of a resource. One item that is not known leaves all of its values unknown (DOMAIN.md §4.2). */
export function readList(resource: Resource): ListReading {
  const { id, label, file, values, lineOf } = resource;
  const name = textOf(values.get('name')) ?? label;
  const warnings: ImportWarning[] = [];
  const warn = (code: string, text: string, path: string) =>
    warnings.push({ code, message: `list "${name}": ${text}`, file, line: lineOf(path) });
  const items = readItems(resource);
  if (items instanceof Unknown) {
    const place = items.file === file && items.line === lineOf('items') ? '' : ` (${items.file}:${items.line})`;
    warn('unresolved', `its values are not resolved: ${items.message}${place}`, 'items');
  }
  const misspelt = findMisspelt('list', values);
  for (const { name: wrong, nearest } of misspelt) {
    const hint = nearest === undefined ? ' and is ignored' : `; did you mean ${nearest}?`;
    warn('unknown-attribute', `${wrong} is no attribute of it${hint}`, wrong);
  }
  const hasLostItems = misspelt.some(({ nearest }) => nearest?.startsWith('items') === true);
  const known = items instanceof Unknown || (hasLostItems && items.length === 0) ? {} : { values: items };
  return { list: { id, name, type: textOf(values.get('type')) ?? '', ...known }, warnings };
}

/** `items` of both versions, and version 4's `items_with_description` beside them. */
function readItems({ values, repetition, file, lineOf }: Resource): readonly string[] | Unknown {
  if (repetition !== undefined) return repetition;
  const read: string[] = [];
  for (const name of ['items', 'items_with_description']) {
    const given = values.get(name);
    if (given === undefined) continue;
    const unknown = unknownIn(given);
    if (unknown !== undefined) return unknown;
    for (const item of itemsOf(given) ?? [undefined]) {
      const value = textsOf(item);
      if (value === undefined) {
        const at = { file, line: lineOf(name) };
        return new Unknown(`${name}: expected a list of texts, or of objects with a value`, at);
      }
      read.push(...value);
    }
  }
  return [...new Set(read)];
}

function textsOf(item: Value): readonly string[] | undefined {
  const text = textOf(item instanceof Map ? item.get('value') : item);
  if (text !== undefined) return [text];
  // A block may hold several values.
  const inner = item instanceof Map ? item.get('value') : undefined;
  return isList(inner) ? inner.map((one) => textOf(one) ?? '') : undefined;
}
