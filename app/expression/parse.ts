import type { CombineOp, Expression } from './ast.ts';
import { canCombine, shapeOf } from './check.ts';
import type { Cursor } from './cursor.ts';
import type { ExpressionWarning } from './fault.ts';
import { explainTrailing } from './hints.ts';
import { peekWord } from './lex.ts';
import { parseComparison } from './parse-comparison.ts';
import { type ParseOptions, Parsing } from './parsing.ts';

export type Parsed = { readonly expression: Expression; readonly warnings: readonly ExpressionWarning[] };

/** Reads a whole expression and checks its types. Throws an `ExpressionProblem`. */
export function parse(text: string, options: ParseOptions): Parsed {
  const parsing = new Parsing(text, options);
  const { cursor } = parsing;
  if (cursor.isAtEnd) cursor.fail('syntax', 'the expression is empty');
  const expression = parseChain(parsing, 0);
  cursor.skipSpace();
  if (!cursor.isAtEnd) failTrailing(cursor);
  if (cursor.tabAt !== undefined) parsing.noteQuirk('tab', { offset: cursor.tabAt, length: 1 });
  return { expression, warnings: parsing.warnings };
}

type Operator = { readonly op: CombineOp; readonly word: string; readonly sign: string };

/** From the loosest to the tightest (DOMAIN.md §3.1). */
const operators: readonly Operator[] = [
  { op: 'or', word: 'or', sign: '||' },
  { op: 'xor', word: 'xor', sign: '^^' },
  { op: 'and', word: 'and', sign: '&&' },
];

/** Reads operands joined by the operators from `loosest` on. Few calls per level: the depth of the text is that of the stack. */
function parseChain(parsing: Parsing, loosest: number): Expression {
  const { cursor } = parsing;
  cursor.skipSpace();
  const start = cursor.at;
  let chain = parseSimple(parsing);
  for (;;) {
    const level = operators.findIndex((operator, index) => index >= loosest && acceptOperator(parsing, operator));
    const operator = operators[level];
    if (operator === undefined) return chain;
    const items = [chain];
    do {
      cursor.skipSpace();
      const itemStart = cursor.at;
      const item = parseChain(parsing, level + 1);
      if (!canCombine(chain, item)) failMixed(parsing, operator.op, itemStart);
      items.push(item);
    } while (acceptOperator(parsing, operator));
    chain = { kind: 'combine', op: operator.op, items, span: cursor.spanFrom(start) };
  }
}

/** White space before the operator is stepped over only along with it, so that spans end where expressions do. */
function acceptOperator({ cursor, dialect }: Parsing, { word, sign }: Operator): boolean {
  const start = cursor.at;
  cursor.skipSpace();
  // The public engine asks for no space behind a word.
  const isWhole = dialect === 'strict' || peekWord(cursor) === word;
  if (cursor.accept(sign) || (isWhole && cursor.accept(word))) return true;
  cursor.at = start;
  return false;
}

function parseSimple(parsing: Parsing): Expression {
  const { cursor } = parsing;
  cursor.skipSpace();
  if (cursor.startsWith('(')) return parseParenthesised(parsing);
  if (cursor.startsWith('!') || isNot(parsing)) return parseNot(parsing);
  if (isWord(parsing, 'any')) return parseQuantifier(parsing, 'any');
  if (isWord(parsing, 'all')) return parseQuantifier(parsing, 'all');
  return parseComparison(parsing);
}

function parseNot(parsing: Parsing): Expression {
  const { cursor } = parsing;
  const start = cursor.at;
  parsing.enter();
  if (!cursor.accept('!')) cursor.accept('not');
  const item = parseSimple(parsing);
  parsing.leave();
  return { kind: 'not', item, span: cursor.spanFrom(start) };
}

/** To the public engine whatever begins with these letters is a negation, be there a field of that name or not. */
function isNot(parsing: Parsing): boolean {
  return parsing.dialect === 'strict' ? parsing.cursor.startsWith('not') : isWord(parsing, 'not');
}

/** Whether this keyword stands here and isn't a field of the same name. */
function isWord(parsing: Parsing, word: string): boolean {
  return parsing.cursor.peek(/[A-Za-z0-9_.]+/y) === word && !parsing.fields.types.has(word);
}

function parseParenthesised(parsing: Parsing): Expression {
  const { cursor } = parsing;
  const open = cursor.at;
  parsing.enter();
  cursor.at += 1;
  const inner = parseChain(parsing, 0);
  expectClosing(cursor, open);
  parsing.leave();
  return inner;
}

function parseQuantifier(parsing: Parsing, quantifier: 'any' | 'all'): Expression {
  const { cursor } = parsing;
  const start = cursor.at;
  parsing.enter();
  cursor.at += quantifier.length;
  cursor.skipSpace();
  const open = cursor.at;
  if (!cursor.accept('(')) cursor.fail('syntax', `expected ( after ${quantifier}`);
  const wasQuantified = parsing.isQuantified;
  parsing.isQuantified = true;
  const item = parseChain(parsing, 0);
  parsing.isQuantified = wasQuantified;
  expectClosing(cursor, open);
  parsing.leave();
  const span = cursor.spanFrom(start);
  if (shapeOf(item) === 'one') {
    const hint = `${quantifier}() takes a comparison over the elements of an array: field[*] …`;
    cursor.fail('type', `${quantifier}() over a single truth value`, hint, span);
  }
  return { kind: 'quantify', quantifier, item, span };
}

function expectClosing(cursor: Cursor, open: number): void {
  cursor.skipSpace();
  if (cursor.accept(')')) return;
  if (cursor.isAtEnd) cursor.fail('syntax', 'this parenthesis is never closed', undefined, { offset: open, length: 1 });
  failTrailing(cursor);
}

function failTrailing(cursor: Cursor): never {
  const { message, hint } = explainTrailing(cursor);
  return cursor.fail('syntax', message, hint);
}

function failMixed(parsing: Parsing, op: CombineOp, start: number): never {
  const hint = 'inside of any() and all() every condition is over [*]: move the other one outside';
  const message = `\`${op}\` can't join one truth value with many`;
  return parsing.cursor.fail('type', message, hint, parsing.cursor.spanFrom(start));
}
