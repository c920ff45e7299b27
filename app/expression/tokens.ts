import { Cursor } from './cursor.ts';
import { ExpressionProblem } from './fault.ts';
import type { FieldTable } from './fields.ts';
import { lexRegex } from './lex-regex.ts';
import { isRawAhead, lexString } from './lex-string.ts';

export type TokenKind =
  | 'field'
  | 'keyword'
  | 'operator'
  | 'text'
  | 'number'
  | 'address'
  | 'list'
  | 'bracket'
  /** What the language has no use for, or a field that nobody knows. */
  | 'unknown';

/** A stretch of the text, in UTF-16 code units. */
export type Token = { readonly at: number; readonly length: number; readonly kind: TokenKind };

const keywords = ['and', 'or', 'xor', 'not', 'any', 'all'];
const operators = [
  'in',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
  'bitwise_and',
  'contains',
  'matches',
  'wildcard',
  'strict',
];

/**
 * What an expression is made of, for the eye: in textual order, apart from white space the whole text, whatever is wrong
 * in it. The parser asks for what it expects and has no use for this.
 */
export function tokensOf(text: string, fields: FieldTable): readonly Token[] {
  const cursor = new Cursor(text);
  const tokens: Token[] = [];
  let before = '';
  for (cursor.skipSpace(); !cursor.isAtEnd; skipAnySpace(cursor)) {
    const at = cursor.at;
    const kind = takeToken(cursor, fields, before);
    before = text.slice(at, cursor.at);
    tokens.push({ at, length: cursor.at - at, kind });
  }
  return tokens;
}

/** The language knows four kinds of white space; the eye sees others too. */
function skipAnySpace(cursor: Cursor): void {
  cursor.take(/\s+/y);
}

function takeToken(cursor: Cursor, fields: FieldTable, before: string): TokenKind {
  if (cursor.next === '"' || isRawAhead(cursor)) return takeText(cursor, before);
  if (cursor.take(/\$[A-Za-z0-9_.-]*/y) !== '') return 'list';
  if (cursor.take(/[(){}[\]]/y) !== '') return 'bracket';
  if (cursor.take(/==|!=|<=|>=|&&|\|\||\^\^|[<>&~!*]/y) !== '') return 'operator';
  // An IPv6 address or a byte string may begin with a letter.
  if (cursor.take(/[0-9a-fA-F]*:[0-9a-fA-F:./]+|[0-9a-fA-F]{2}(?:-[0-9a-fA-F]{2})+(?![\w.])/y) !== '') return 'address';
  const name = cursor.take(/[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*/y);
  if (name !== '') return kindOfName(name, fields);
  const literal = cursor.take(/-?[0-9][0-9a-fA-Fx.:/]*(?:\.\.-[0-9a-fA-Fx]+)?/y);
  if (literal !== '') return kindOfLiteral(literal);
  if (cursor.take(/[A-Za-z0-9_.]+/y) === '') cursor.take(/./suy);
  return 'unknown';
}

/** A text that never ends takes the rest: that is what the parser makes of it. */
function takeText(cursor: Cursor, before: string): TokenKind {
  const start = cursor.at;
  try {
    if (before === 'matches' || before === '~') lexRegex(cursor);
    else lexString(cursor);
  } catch (problem) {
    if (!(problem instanceof ExpressionProblem)) throw problem;
    cursor.at = start;
    if (cursor.take(/"(?:[^"\\]|\\.)*"/sy) === '') cursor.at = cursor.end;
  }
  return 'text';
}

function kindOfName(name: string, { types, aliases }: FieldTable): TokenKind {
  if (types.has(name) || aliases.has(name)) return 'field';
  if (keywords.includes(name)) return 'keyword';
  if (operators.includes(name)) return 'operator';
  return 'unknown';
}

function kindOfLiteral(literal: string): TokenKind {
  if (/^-?(0x[0-9a-f]+|[0-9]+)(\.\.-?(0x[0-9a-f]+|[0-9]+))?$/i.test(literal)) return 'number';
  return /[.:/]/.test(literal) ? 'address' : 'unknown';
}
