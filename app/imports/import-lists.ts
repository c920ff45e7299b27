import type { Fault } from '../errors.ts';
import { mergeLists } from '../policy/lists.ts';
import type { GatewayList, ImportWarning } from '../policy/policy.ts';
import { numberOf } from '../view/number-of.ts';
import type { Found } from './api-shape.ts';
import { decodeItem, decodeList } from './decode-list.ts';
import { isSameId, ownerIn } from './owner.ts';

type ListsImport = { readonly lists: readonly GatewayList[]; readonly warnings: readonly ImportWarning[] };

/** Decodes lists and puts the items into them that were exported apart (DOMAIN.md §4.2). */
export function importLists(lists: readonly Found[], items: readonly Found[], faults: Fault[]): ListsImport {
  const warnings: ImportWarning[] = [];
  const decoded: GatewayList[] = [];
  const counts: (Found & { readonly id: string; readonly count: number })[] = [];
  for (const found of lists) {
    const { path, object, file, line } = found;
    const reading = decodeList(object);
    if (!reading.ok) faults.push({ path, message: reading.message, file, line });
    else {
      decoded.push(reading.list);
      if (reading.count !== undefined) counts.push({ ...found, id: reading.list.id, count: reading.count });
    }
  }
  const { values, homeless } = collectItems(items, decoded, faults);
  for (const [id, own] of values) decoded.push({ id, name: id, type: '', values: own });
  const [first] = homeless;
  if (first !== undefined) warnings.push(sayHomeless(homeless.length, first));
  const merged = mergeLists(decoded);
  warnings.push(...counts.flatMap((found) => sayShort(found, merged)));
  return { lists: merged, warnings };
}

/** Values by the id of their list. */
function collectItems(
  items: readonly Found[],
  lists: readonly GatewayList[],
  faults: Fault[],
): { readonly values: ReadonlyMap<string, readonly string[]>; readonly homeless: readonly Found[] } {
  const values = new Map<string, string[]>();
  const homeless: Found[] = [];
  for (const found of items) {
    const id = listOf(found.names, lists);
    const value = decodeItem(found.object);
    if (value === undefined) {
      const { path, file, line } = found;
      faults.push({ path, message: 'value: expected a string', file, line });
    } else if (id === undefined) homeless.push(found);
    else {
      const own = values.get(id) ?? [];
      values.set(id, own);
      own.push(value);
    }
  }
  return { values, homeless };
}

/** By id, else by a key or a file's name that is a list's name. */
function listOf(names: readonly string[], lists: readonly GatewayList[]): string | undefined {
  const id = ownerIn(names);
  if (id !== undefined) return lists.find((list) => isSameId(list.id, id))?.id ?? id;
  const plain = names.map((name) => name.replace(/^.*[/\\]/, '').replace(/\.json$/i, ''));
  return lists.find((list) => plain.includes(list.name))?.id;
}

function sayHomeless(count: number, { file, line }: Found): ImportWarning {
  const said = numberOf(count, 'list item names', 'list items name');
  const message = `${said} no list and ${count === 1 ? 'was' : 'were'} left out: put the id of the list into the file name`;
  return { code: 'items-without-list', message, file, line };
}

/** A list that says it has more items than there are. */
function sayShort(
  { id, count, file, line }: Found & { readonly id: string; readonly count: number },
  lists: readonly GatewayList[],
): readonly ImportWarning[] {
  const list = lists.find((one) => one.id === id);
  if (list?.values === undefined || list.values.length >= count) return [];
  const message = `list "${list.name}" has ${count} items, and only ${list.values.length} came with it: export the rest too`;
  return [{ code: 'partial-list', message, file, line }];
}
