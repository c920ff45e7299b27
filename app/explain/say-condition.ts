import { showRange } from '../expression/address.ts';
import type { Comparison, Expression, FieldPath, LiteralSet, Test } from '../expression/ast.ts';
import { forEachComparison } from '../expression/ast.ts';
import { valuesAt } from '../expression/evaluate.ts';
import { print, printScalar } from '../expression/print.ts';
import { showValue } from '../expression/show-value.ts';
import { bytesOf, type ExpressionContext } from '../expression/value.ts';

/** How a list is called by whoever made it; `undefined`: the expression's own word for it. */
export type NameList = (id: string) => string | undefined;

/** The most of a set or an array that is told, in items and in characters. */
const itemsAtMost = 6;
const charactersAtMost = 120;

/**
 * What a condition found, in words: `net.dst.ip is 10.20.0.10, which is not in {10.0.0.0/24}`. A field that has no value
 * is for `whyMissing`; here it only says so.
 */
export function sayCondition(
  expression: Expression,
  value: boolean,
  context: ExpressionContext,
  nameList: NameList,
): string {
  if (expression.kind === 'compare') return sayComparison(expression, value, context, nameList);
  if (expression.kind === 'quantify' && expression.item.kind === 'compare') {
    return sayElements(expression.quantifier, expression.item, value, context, nameList);
  }
  if (expression.kind === 'not' && expression.item.kind === 'compare') {
    return sayComparison(expression.item, !value, context, nameList);
  }
  const found = fieldsOf(expression).map((path) => sayFound(path, context));
  return `${found.join(', ')}, so ${clip(print(expression))} is ${value}`;
}

function sayComparison(
  { path, test }: Comparison,
  value: boolean,
  context: ExpressionContext,
  nameList: NameList,
): string {
  const found = sayFound(path, context);
  if (valuesAt(context, path).length === 0) {
    return value ? `${found}, and what has none differs from everything` : found;
  }
  if (test.kind === 'is-true') return found;
  if (test.kind === 'order') {
    const other = printScalar(test.value);
    if (test.op === 'eq') return value ? found : `${found}, not ${other}`;
    if (test.op === 'ne') return value ? `${found}, not ${other}` : found;
  }
  return `${found}, which ${sayTest(test, nameList)[value ? 'holds' : 'fails']}`;
}

/** `any` and `all` over the elements of one array. */
function sayElements(
  quantifier: 'any' | 'all',
  { path, test }: Comparison,
  value: boolean,
  context: ExpressionContext,
  nameList: NameList,
): string {
  const found = sayFound(path, context);
  if (valuesAt(context, path).length === 0) {
    return quantifier === 'any' ? `${found}, and any() of nothing is false` : `${found}, and all() of nothing is true`;
  }
  const { holds, fails } = sayTest(test, nameList);
  if (quantifier === 'any') return value ? `${found}, of which one ${holds}` : `${found}, of which none ${holds}`;
  return value ? `${found}, and each ${holds}` : `${found}, of which one ${fails}`;
}

type Words = { readonly holds: string; readonly fails: string };

function sayTest(test: Test, nameList: NameList): Words {
  switch (test.kind) {
    case 'is-true':
      return { holds: 'is true', fails: 'is false' };
    case 'order':
      return orderWords(test.op, printScalar(test.value));
    case 'in':
      return isOrNot(`in {${saySet(test.set)}}`);
    case 'in-list':
      return isOrNot(`in the list ${sayList(test.list, nameList)}`);
    case 'bits':
      return { holds: `shares a bit with ${test.mask}`, fails: `shares no bit with ${test.mask}` };
    case 'contains':
      return doesOrNot('contain', clip(printScalar(test.part)));
    case 'matches':
      return doesOrNot('match', clip(printScalar(bytesOf(test.pattern))));
    case 'wildcard':
      return doesOrNot('match', `${clip(printScalar(test.pattern))}${test.isStrict ? ', case counting' : ''}`);
  }
}

function orderWords(op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge', other: string): Words {
  switch (op) {
    case 'eq':
      return isOrNot(other);
    case 'ne':
      return { holds: `is not ${other}`, fails: `is ${other}` };
    case 'lt':
      return isOrNot(`less than ${other}`);
    case 'le':
      return isOrNot(`at most ${other}`);
    case 'gt':
      return isOrNot(`greater than ${other}`);
    case 'ge':
      return isOrNot(`at least ${other}`);
  }
}

const isOrNot = (what: string): Words => ({ holds: `is ${what}`, fails: `is not ${what}` });

function doesOrNot(verb: 'contain' | 'match', what: string): Words {
  return { holds: `${verb}${verb === 'match' ? 'es' : 's'} ${what}`, fails: `does not ${verb} ${what}` };
}

function sayList(id: string, nameList: NameList): string {
  const name = nameList(id);
  return name === undefined ? `$${id}` : `“${name}”`;
}

function saySet(set: LiteralSet): string {
  const size = set.type === 'Bytes' ? set.values.length : set.ranges.length;
  const told = tellItems(set);
  return size > told.length ? `${told.join(' ')} and ${size - told.length} more` : told.join(' ');
}

function tellItems(set: LiteralSet): readonly string[] {
  switch (set.type) {
    case 'Int':
      return set.ranges.slice(0, itemsAtMost).map(({ low, high }) => (low === high ? `${low}` : `${low}..${high}`));
    case 'Ip':
      return set.ranges.slice(0, itemsAtMost).map(showRange);
    case 'Bytes':
      return set.values.slice(0, itemsAtMost).map((value) => clip(printScalar(value)));
  }
}

/** `net.dst.ip is 10.20.0.10`, `identity.groups.name is ["staff"]`, `net.sni.host has no value`. */
function sayFound(path: FieldPath, context: ExpressionContext): string {
  const values = valuesAt(context, path);
  const isMany = path.indexes.some(({ kind }) => kind === 'each');
  if (context.get(path.field) === undefined || (values.length === 0 && !isMany)) return `${path.field} has no value`;
  if (!isMany) return `${path.field} is ${clip(values.map(showValue).join())}`;
  if (values.length === 0) return `${path.field} is empty`;
  const told = values.slice(0, itemsAtMost).map(showValue).join(' ');
  const more = values.length > itemsAtMost ? ` and ${values.length - itemsAtMost} more` : '';
  return `${path.field} is [${clip(told)}${more}]`;
}

/** Each field once, in textual order. */
export function fieldsOf(expression: Expression): readonly FieldPath[] {
  const paths = new Map<string, FieldPath>();
  forEachComparison(expression, ({ path }) => paths.set(path.field, paths.get(path.field) ?? path));
  return [...paths.values()];
}

export function clip(text: string): string {
  return text.length <= charactersAtMost ? text : `${text.slice(0, charactersAtMost - 1)}…`;
}
