import type { OrderOp } from './ast.ts';
import type { Cursor } from './cursor.ts';
import type { ScalarType } from './field-type.ts';
import { peekWord } from './lex.ts';
import type { Dialect } from './quirk.ts';

export type Operator = OrderOp | 'in' | 'bits' | 'contains' | 'matches' | 'wildcard' | 'strict-wildcard';

/** In the order in which the public engine tries them (DOMAIN.md §3.1 fact 2). */
const spellings: readonly (readonly [sign: RegExp, word: string, operator: Operator])[] = [
  [/in/y, 'in', 'in'],
  [/eq|==/y, 'eq', 'eq'],
  [/ne|!=/y, 'ne', 'ne'],
  [/ge|>=/y, 'ge', 'ge'],
  [/le|<=/y, 'le', 'le'],
  [/gt|>/y, 'gt', 'gt'],
  [/lt|</y, 'lt', 'lt'],
  [/&(?!&)|bitwise_and/y, 'bitwise_and', 'bits'],
  [/contains/y, 'contains', 'contains'],
  [/~|matches/y, 'matches', 'matches'],
  [/wildcard/y, 'wildcard', 'wildcard'],
];

const orderOps: readonly Operator[] = ['eq', 'ne', 'ge', 'le', 'gt', 'lt'];

/** What may stand behind a field of this type, in words for a hint. */
export const operatorsOf: Readonly<Record<ScalarType, string>> = {
  Int: '== != < <= > >= in &',
  Ip: '== != < <= > >= in',
  Bytes: '== != < <= > >= in contains matches wildcard',
};

/**
 * Steps over an operator. The public engine asks for no space behind a word, so that `eq80` and `inet` begin with one; the
 * lenient dialect takes whole words only, and any white space in `strict wildcard`.
 */
export function acceptComparison(cursor: Cursor, dialect: Dialect): Operator | undefined {
  const strict = dialect === 'strict' ? /strict wildcard/y : /strict[ \r\n\t]+wildcard(?![A-Za-z_])/y;
  if (cursor.take(strict) !== '') return 'strict-wildcard';
  for (const [pattern, word, operator] of spellings) {
    const found = cursor.peek(pattern);
    if (found === '') continue;
    if (dialect === 'lenient' && found === word && peekWord(cursor) !== word) continue;
    cursor.at += found.length;
    return operator;
  }
  return undefined;
}

export function isOrder(operator: Operator): operator is OrderOp {
  return orderOps.includes(operator);
}

/** Whether values of the type can be compared in this way. */
export function isOperatorOf(operator: Operator, type: ScalarType): boolean {
  if (operator === 'in' || isOrder(operator)) return true;
  return type === (operator === 'bits' ? 'Int' : 'Bytes');
}
