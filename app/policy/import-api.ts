import { DecodeError, type Fault } from '../errors.ts';
import { type ApiContents, sortApiContents } from './api-shape.ts';
import { decodeItem, decodeList } from './decode-list.ts';
import { decodeRule } from './decode-rule.ts';
import { findEqualPrecedence } from './equal-precedence.ts';
import { type JsonText, readJsonText } from './json-text.ts';
import { mergeLists } from './lists.ts';
import type { GatewayList, ImportWarning, Policy, PolicyImport } from './policy.ts';

/**
 * Decodes policies and lists as the Gateway API answers them (DOMAIN.md §4.1, §4.2). `file` is for places only; items
 * without a list belong to the list whose id is in it. Throws a `DecodeError` when the text is no JSON, none of the
 * shapes, an error answer, or holds values of the wrong type. Whatever is left out or read loosely has a warning.
 */
export function importGatewayApi(text: string, file: string): PolicyImport {
  const json = readJsonText(text, file);
  const contents = sortApiContents(json, file);
  const work: Work = { json, file, faults: [], warnings: [...contents.warnings] };
  const policies = decodeRules(contents, work);
  const lists = decodeLists(contents, work);
  if (work.faults.length > 0) throw new DecodeError(work.faults);
  return { policies, lists, warnings: [...work.warnings, ...findEqualPrecedence(policies)] };
}

/** Joins the imports of several files. A policy that comes twice is kept once, with a warning. */
export function mergeImports(imports: readonly PolicyImport[]): PolicyImport {
  const warnings = imports.flatMap((part) => part.warnings);
  const policies = new Map<string, Policy>();
  for (const policy of imports.flatMap((part) => part.policies)) {
    if (!policies.has(policy.id)) policies.set(policy.id, policy);
    else warnings.push(sayDuplicate(policy));
  }
  const said = new Set(warnings.map((warning) => `${warning.file}:${warning.line}:${warning.message}`));
  const ties = findEqualPrecedence([...policies.values()]).filter(
    (warning) => !said.has(`${warning.file}:${warning.line}:${warning.message}`),
  );
  return {
    policies: [...policies.values()],
    lists: mergeLists(imports.flatMap((part) => part.lists)),
    warnings: [...warnings, ...ties],
  };
}

function sayDuplicate(policy: Policy): ImportWarning {
  const message = `policy "${policy.name}" (${policy.id}) comes twice; the first one is kept`;
  return { code: 'duplicate-policy', message, file: policy.source?.file ?? '', line: policy.source?.line ?? 1 };
}

type Work = {
  readonly json: JsonText;
  readonly file: string;
  readonly faults: Fault[];
  readonly warnings: ImportWarning[];
};

function decodeRules({ rules }: ApiContents, { json, file, faults, warnings }: Work): Policy[] {
  const policies: Policy[] = [];
  for (const [position, { path, object }] of rules.entries()) {
    const line = json.lineOf(object);
    const reading = decodeRule(object, { path, file, line, position });
    if (!reading.ok) {
      faults.push(...reading.faults);
      continue;
    }
    warnings.push(...reading.remarks.map((remark) => ({ ...remark, file, line })));
    if (reading.policy !== undefined) policies.push(reading.policy);
  }
  return policies;
}

function decodeLists({ lists, items }: ApiContents, { json, file, faults, warnings }: Work): readonly GatewayList[] {
  const decoded: GatewayList[] = [];
  for (const { path, object } of lists) {
    const reading = decodeList(object);
    if (reading.ok) decoded.push(reading.list);
    else faults.push({ path, message: reading.message, file, line: json.lineOf(object) });
  }
  for (const [id, values] of collectItems(items, { json, file, faults, warnings })) {
    if (id === '') warnings.push(sayHomeless(values.length, file));
    else decoded.push({ id: decoded.find((list) => isSameId(list.id, id))?.id ?? id, name: id, type: '', values });
  }
  return mergeLists(decoded);
}

/** Values by the id of their list; the empty id stands for an unknown one. */
function collectItems(
  items: ApiContents['items'],
  { json, file, faults }: Work,
): ReadonlyMap<string, readonly string[]> {
  const collected = new Map<string, string[]>();
  for (const { path, object, listId = '' } of items) {
    const value = decodeItem(object);
    const values = collected.get(listId) ?? [];
    collected.set(listId, values);
    if (value === undefined)
      faults.push({ path, message: 'value: expected a string', file, line: json.lineOf(object) });
    else values.push(value);
  }
  return collected;
}

function isSameId(left: string, right: string): boolean {
  return left.replaceAll('-', '').toLowerCase() === right.replaceAll('-', '').toLowerCase();
}

function sayHomeless(count: number, file: string): ImportWarning {
  const message = `${count} list items name no list and were left out: put the id of the list into the file name`;
  return { code: 'items-without-list', message, file, line: 1 };
}
