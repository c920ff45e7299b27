import type { Comparison, Expression, FieldPath, LiteralSet, Test } from '../expression/ast.ts';
import { ExpressionProblem } from '../expression/fault.ts';
import { gatewayFields } from '../expression/fields.ts';
import { parse } from '../expression/parse.ts';
import { print } from '../expression/print.ts';
import { type Bytes, bytesFrom, bytesOf, isBytes, textOf } from '../expression/value.ts';
import type { GatewayList } from '../policy/policy.ts';
import { redactPattern } from './redact-pattern.ts';
import type { Renamer } from './renamer.ts';

/** Fields whose values name nobody and nothing: protocols, countries, methods, kinds of files. */
const plainFields = new Set([
  ...['net.protocol', 'net.protocol.detection', 'net.onramp.type', 'app.statuses', 'http.request.method'],
  ...['http.body_phase', 'http.upload.file.types', 'http.upload.mime', 'http.download.file.types'],
  ...['http.download.mime', 'os.name', 'os.version'],
  ...['net.dst', 'net.src', 'http.dst_ip', 'http.src_ip'].flatMap((side) => [
    `${side}.geo.country`,
    `${side}.geo.continent`,
  ]),
]);

/** A value of a field, or of a fact about it. Numbers and addresses stay. */
export function redactValue(field: string, value: unknown, renamer: Renamer): unknown {
  if (plainFields.has(gatewayFields.aliases.get(field) ?? field)) return value;
  if (typeof value === 'string') return renamer.rename(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(field, item, renamer));
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value && Array.isArray(value.$bytes)) {
    return renamer.rename(textOf(bytesFrom(value.$bytes.map(Number))));
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [renamer.rename(key), redactValue(field, item, renamer)]),
  );
}

/** Stands for a condition that can't be read, and can't be read either: such a policy never matches. */
const unreadable = 'left out: it could not be read';

/** The same condition over other names: its literals become others, its fields, operators and numbers stay. */
export function redactExpression(text: string, lists: readonly GatewayList[], renamer: Renamer): string {
  if (text.trim() === '') return '';
  try {
    const { expression } = parse(text, { fields: gatewayFields });
    return print(redactNode(expression, { renamer, lists }));
  } catch (problem) {
    if (problem instanceof ExpressionProblem) return unreadable;
    throw problem;
  }
}

type Way = { readonly renamer: Renamer; readonly lists: readonly GatewayList[] };

function redactNode(node: Expression, way: Way): Expression {
  switch (node.kind) {
    case 'combine':
      return { ...node, items: node.items.map((item) => redactNode(item, way)) };
    case 'not':
    case 'quantify':
      return { ...node, item: redactNode(node.item, way) };
    case 'compare':
      return redactComparison(node, way);
  }
}

function redactComparison(comparison: Comparison, way: Way): Comparison {
  const { path, test } = comparison;
  const isPlain = plainFields.has(path.field);
  return {
    ...comparison,
    path: isPlain ? path : redactPath(path, way.renamer),
    test: isPlain && test.kind !== 'in-list' ? test : redactTest(test, way),
  };
}

function redactPath(path: FieldPath, renamer: Renamer): FieldPath {
  const indexes = path.indexes.map((index) =>
    index.kind === 'key' ? { ...index, key: redactBytes(index.key, renamer) } : index,
  );
  return { ...path, indexes };
}

function redactTest(test: Test, { renamer, lists }: Way): Test {
  switch (test.kind) {
    case 'is-true':
    case 'bits':
      return test;
    case 'order':
      return isBytes(test.value) ? { ...test, value: redactBytes(test.value, renamer) } : test;
    case 'in':
      return { ...test, set: redactSet(test.set, renamer) };
    case 'in-list':
      return { ...test, list: renamer.number('list', listNamed(test.list, lists)) };
    case 'contains':
      return { ...test, part: redactBytes(test.part, renamer) };
    case 'matches':
      return { ...test, pattern: redactPattern(test.pattern, renamer) };
    case 'wildcard':
      return { ...test, pattern: redactBytes(test.pattern, renamer) };
  }
}

function redactSet(set: LiteralSet, renamer: Renamer): LiteralSet {
  if (set.type !== 'Bytes') return set;
  return { ...set, values: set.values.map((value) => redactBytes(value, renamer)) };
}

function redactBytes(bytes: Bytes, renamer: Renamer): Bytes {
  return bytesOf(renamer.rename(textOf(bytes)));
}

/** The id of the list that `$name` means, found as `ListTable` does; the name itself where there is none. */
function listNamed(name: string, lists: readonly GatewayList[]): string {
  const loose = (text: string) => text.replaceAll('-', '').toLowerCase();
  const found =
    lists.findLast(({ id }) => id === name) ??
    lists.findLast((list) => list.name === name) ??
    lists.findLast(({ id }) => loose(id) === loose(name)) ??
    lists.findLast((list) => loose(list.name) === loose(name));
  return found?.id ?? name;
}
