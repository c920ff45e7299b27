import type { Comparison, Expression, OrderOp, Span, Test } from './ast.ts';
import { isMany } from './check.ts';
import { elementOf, isScalar, type ScalarType, showFieldType } from './field-type.ts';
import { explainMissingOperator } from './hints.ts';
import { lexListName, peekWord } from './lex.ts';
import { parseLiteral, parseSet, takesNetwork } from './parse-literal.ts';
import { parsePath, type TypedPath } from './parse-path.ts';
import type { Parsing } from './parsing.ts';

const orderSigns: readonly (readonly [string, OrderOp])[] = [
  ['==', 'eq'],
  ['!=', 'ne'],
  ['>=', 'ge'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['<', 'lt'],
];

/** The public engine's other operators, known here so that they are refused by name. */
const unsupportedOperators = /(?:contains|matches|wildcard|strict[ \r\n\t]+wildcard|bitwise_and)\b|~|&(?!&)/y;

type ParsedTest = { readonly test: Test; readonly isNegated: boolean };

/** `field`, or `field operator value`. Many values outside of a quantifier are read as "any element". */
export function parseComparison(parsing: Parsing): Expression {
  const { cursor } = parsing;
  const start = cursor.at;
  const { field, indexes, type } = spreadElements(parsing, parsePath(parsing), start);
  const { test, isNegated } = isScalar(type) ? parseTest(parsing, type, start) : parseTruth(parsing, start);
  const span = cursor.spanFrom(start);
  const comparison: Comparison = { kind: 'compare', path: { field, indexes }, test, span };
  const item: Expression = isNegated ? { kind: 'not', item: comparison, span } : comparison;
  if (parsing.isQuantified || !isMany(indexes)) return item;
  parsing.noteQuirk('array-without-any', span);
  return { kind: 'quantify', quantifier: 'any', item, span };
}

/** Adds the `[*]` that is missing from an array, or that any(flags) leaves out in the public engine too. */
function spreadElements(parsing: Parsing, path: TypedPath, start: number): TypedPath {
  const element = elementOf(path.type);
  if (element === undefined) return path;
  const spread = { ...path, indexes: [...path.indexes, { kind: 'each' } as const], type: element };
  if (element === 'Bool') return spread;
  const isMap = typeof path.type === 'object' && 'map' in path.type;
  if (isMap || !isScalar(element)) return failUncomparable(parsing, path, start);
  parsing.noteQuirk('array-without-each', parsing.cursor.spanFrom(start));
  return spread;
}

function failUncomparable(parsing: Parsing, path: TypedPath, start: number): never {
  const isMap = typeof path.type === 'object' && 'map' in path.type;
  const hint = isMap ? `name a key: ${path.field}["…"]` : undefined;
  const message = `${showFieldType(path.type)} can't be compared`;
  return parsing.cursor.fail('type', message, hint, parsing.cursor.spanFrom(start));
}

/** A Bool stands alone. */
function parseTruth({ cursor }: Parsing, start: number): ParsedTest {
  const operator = cursor.peek(/[ \r\n\t]*(?:==|!=|>=|<=|>|<|~|=|(?:eq|ne|in|contains|matches|is)\b)/y).trim();
  if (operator !== '') {
    const path = cursor.text.slice(start, cursor.at);
    cursor.skipSpace();
    const span = { offset: cursor.at, length: operator.length };
    cursor.fail('type', `Bool takes no operator "${operator}"`, `it stands alone: ${path}, or not(${path})`, span);
  }
  return { test: { kind: 'is-true' }, isNegated: false };
}

function parseTest(parsing: Parsing, type: ScalarType, start: number): ParsedTest {
  const { cursor } = parsing;
  const written = cursor.text.slice(start, cursor.at);
  cursor.skipSpace();
  const opStart = cursor.at;
  const order = acceptOrder(parsing);
  if (order !== undefined) {
    const opSpan = cursor.spanFrom(opStart);
    cursor.skipSpace();
    return parseOrder(parsing, type, order, opSpan);
  }
  refuseUnsupported(parsing);
  const word = peekWord(cursor);
  if (word !== 'in') {
    const { message, hint } = explainMissingOperator(cursor, written);
    return cursor.fail('syntax', message, hint);
  }
  cursor.accept(word);
  cursor.skipSpace();
  const test: Test =
    cursor.next === '$' ? parseListTest(parsing, type) : { kind: 'in', set: parseSet(parsing, type, 'braces') };
  return { test, isNegated: false };
}

function acceptOrder({ cursor }: Parsing): OrderOp | undefined {
  // `===` is taken for `==` and a stray sign, which the literal then refuses.
  const sign = orderSigns.find(([literal]) => cursor.accept(literal));
  if (sign !== undefined) return sign[1];
  const word = peekWord(cursor);
  const op = orderSigns.find(([, name]) => name === word)?.[1];
  if (op !== undefined) cursor.accept(word);
  return op;
}

function parseOrder(parsing: Parsing, type: ScalarType, op: OrderOp, opSpan: Span): ParsedTest {
  const start = parsing.cursor.at;
  if (type !== 'Ip' || !takesNetwork(parsing)) {
    return { test: { kind: 'order', op, value: parseLiteral(parsing, type) }, isNegated: false };
  }
  if (op !== 'eq' && op !== 'ne') {
    parsing.cursor.fail('type', 'a network has no order', 'use == or in {…}', opSpan);
  }
  const set = parseSet(parsing, 'Ip', 'single');
  parsing.noteQuirk('cidr-equality', parsing.cursor.spanFrom(start));
  return { test: { kind: 'in', set }, isNegated: op === 'ne' };
}

function parseListTest(parsing: Parsing, type: ScalarType): Test {
  const start = parsing.cursor.at;
  const list = lexListName(parsing.cursor);
  if (/[A-Z-]/.test(list)) parsing.noteQuirk('list-name', parsing.cursor.spanFrom(start));
  return { kind: 'in-list', list, type };
}

function refuseUnsupported({ cursor }: Parsing): void {
  const operator = cursor.peek(unsupportedOperators);
  if (operator === '') return;
  const span = { offset: cursor.at, length: operator.length };
  cursor.fail(
    'unsupported',
    `the operator \`${operator}\` is not in this version`,
    'this version has == != < <= > >= in',
    span,
  );
}
