import type { Comparison, Expression, OrderOp, Span, Test } from './ast.ts';
import { isMany } from './check.ts';
import { elementOf, isScalar, type ScalarType, showFieldType } from './field-type.ts';
import { explainMissingOperator } from './hints.ts';
import { lexListName } from './lex.ts';
import { acceptComparison, isOperatorOf, isOrder, type Operator, operatorsOf } from './operator.ts';
import { parseInt64, parseLiteral, parseSet, parseString, takesNetwork } from './parse-literal.ts';
import { parsePath, type TypedPath } from './parse-path.ts';
import { parseRegex, parseWildcard } from './parse-pattern.ts';
import type { Parsing } from './parsing.ts';

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
  const isArray = typeof path.type === 'object' && 'array' in path.type;
  if (element === 'Bool' && isArray && !isMany(path.indexes)) return spread;
  const isMap = typeof path.type === 'object' && 'map' in path.type;
  if (isMap || (element !== 'Bool' && !isScalar(element))) return failUncomparable(parsing, path, start);
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
  const operator = acceptComparison(cursor, parsing.dialect);
  if (operator === undefined) {
    const { message, hint } = explainMissingOperator(cursor, written, type);
    return cursor.fail('syntax', message, hint);
  }
  const opSpan = cursor.spanFrom(opStart);
  if (!isOperatorOf(operator, type)) {
    const sign = cursor.text.slice(opStart, cursor.at);
    cursor.fail('type', `${type} has no operator \`${sign}\``, `${type} takes ${operatorsOf[type]}`, opSpan);
  }
  cursor.skipSpace();
  if (isOrder(operator)) return parseOrder(parsing, type, operator, opSpan);
  return { test: parseOther(parsing, type, operator), isNegated: false };
}

function parseOther(parsing: Parsing, type: ScalarType, operator: Exclude<Operator, OrderOp>): Test {
  switch (operator) {
    case 'in':
      if (parsing.cursor.next === '$') return parseListTest(parsing, type);
      return { kind: 'in', set: parseSet(parsing, type, 'braces') };
    case 'bits':
      return { kind: 'bits', mask: parseInt64(parsing) };
    case 'contains':
      return { kind: 'contains', part: parseString(parsing) };
    case 'matches':
      return { kind: 'matches', pattern: parseRegex(parsing) };
    case 'wildcard':
      return { kind: 'wildcard', pattern: parseWildcard(parsing), isStrict: false };
    case 'strict-wildcard':
      return { kind: 'wildcard', pattern: parseWildcard(parsing), isStrict: true };
  }
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
