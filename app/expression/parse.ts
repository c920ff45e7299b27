import type { CombineOp, Expression, Span } from './ast.ts';
import { canCombine, shapeOf } from './check.ts';
import { Cursor } from './cursor.ts';
import type { ExpressionWarning } from './fault.ts';
import type { FieldTable } from './fields.ts';
import { explainTrailing } from './hints.ts';
import { peekWord } from './lex.ts';
import { parseComparison } from './parse-comparison.ts';
import { type Quirk, quirks } from './quirk.ts';

export type ParseOptions = {
  readonly fields: FieldTable;
  /** How deep parentheses, `not` and quantifiers may nest; 128 as in the public engine (DOMAIN.md §3.1 fact 9). */
  readonly maxNestingDepth?: number;
};

export type Parsed = { readonly expression: Expression; readonly warnings: readonly ExpressionWarning[] };

/** Where the parser is and what it has noticed. */
export class Parsing {
  readonly cursor: Cursor;
  readonly fields: FieldTable;
  readonly warnings: ExpressionWarning[] = [];
  readonly maxNestingDepth: number;
  depth = 0;
  /** Whether the argument of any() or all() is being read, where comparisons may yield many values. */
  isQuantified = false;

  constructor(text: string, options: ParseOptions) {
    this.cursor = new Cursor(text);
    this.fields = options.fields;
    this.maxNestingDepth = options.maxNestingDepth ?? 128;
  }

  /** Takes a notation that is Gateway's own. The one place that a strict dialect would refuse it at. */
  noteQuirk(quirk: Quirk, span: Span, message: string = quirks[quirk]): void {
    this.warnings.push({ code: quirk, message, ...span });
  }

  nest<T>(read: () => T): T {
    if (this.depth >= this.maxNestingDepth) {
      this.cursor.fail('syntax', `nested deeper than ${this.maxNestingDepth} levels`);
    }
    this.depth += 1;
    const value = read();
    this.depth -= 1;
    return value;
  }
}

/** Reads a whole expression and checks its types. Throws an `ExpressionProblem`. */
export function parse(text: string, options: ParseOptions): Parsed {
  const parsing = new Parsing(text, options);
  const { cursor } = parsing;
  if (cursor.isAtEnd) cursor.fail('syntax', 'the expression is empty');
  const expression = parseCombination(parsing, 0);
  cursor.skipSpace();
  if (!cursor.isAtEnd) failTrailing(cursor);
  if (cursor.tabAt !== undefined) parsing.noteQuirk('tab', { offset: cursor.tabAt, length: 1 });
  return { expression, warnings: parsing.warnings };
}

/** From the loosest to the tightest (DOMAIN.md §3.1). */
const levels: readonly { readonly op: CombineOp; readonly word: string; readonly sign: string }[] = [
  { op: 'or', word: 'or', sign: '||' },
  { op: 'xor', word: 'xor', sign: '^^' },
  { op: 'and', word: 'and', sign: '&&' },
];

function parseCombination(parsing: Parsing, depth: number): Expression {
  const level = levels[depth];
  if (level === undefined) return parseSimple(parsing);
  const { cursor } = parsing;
  const start = cursor.at;
  const first = parseCombination(parsing, depth + 1);
  const items = [first];
  while (acceptOperator(cursor, level.word, level.sign)) {
    cursor.skipSpace();
    const itemStart = cursor.at;
    const item = parseCombination(parsing, depth + 1);
    if (!canCombine(first, item)) failMixed(parsing, level.op, itemStart);
    items.push(item);
  }
  return items.length === 1 ? first : { kind: 'combine', op: level.op, items, span: cursor.spanFrom(start) };
}

/** White space before the operator is stepped over only along with it, so that spans end where expressions do. */
function acceptOperator(cursor: Cursor, word: string, sign: string): boolean {
  const start = cursor.at;
  cursor.skipSpace();
  if (cursor.accept(sign) || (peekWord(cursor) === word && cursor.accept(word))) return true;
  cursor.at = start;
  return false;
}

function parseSimple(parsing: Parsing): Expression {
  const { cursor } = parsing;
  cursor.skipSpace();
  const start = cursor.at;
  if (cursor.startsWith('(')) return parseParenthesised(parsing);
  if (cursor.startsWith('!') || isWord(parsing, 'not')) {
    return parsing.nest(() => {
      if (!cursor.accept('!')) cursor.accept('not');
      const item = parseSimple(parsing);
      return { kind: 'not', item, span: cursor.spanFrom(start) };
    });
  }
  for (const quantifier of ['any', 'all'] as const) {
    if (isWord(parsing, quantifier)) return parsing.nest(() => parseQuantifier(parsing, quantifier));
  }
  return parseComparison(parsing);
}

/** Whether this keyword stands here and isn't a field of the same name. */
function isWord(parsing: Parsing, word: string): boolean {
  return parsing.cursor.peek(/[A-Za-z0-9_.]+/y) === word && !parsing.fields.types.has(word);
}

function parseParenthesised(parsing: Parsing): Expression {
  const { cursor } = parsing;
  return parsing.nest(() => {
    const open = cursor.at;
    cursor.at += 1;
    const inner = parseCombination(parsing, 0);
    expectClosing(cursor, open);
    return inner;
  });
}

function parseQuantifier(parsing: Parsing, quantifier: 'any' | 'all'): Expression {
  const { cursor } = parsing;
  const start = cursor.at;
  cursor.at += quantifier.length;
  cursor.skipSpace();
  const open = cursor.at;
  if (!cursor.accept('(')) cursor.fail('syntax', `expected ( after ${quantifier}`);
  const wasQuantified = parsing.isQuantified;
  parsing.isQuantified = true;
  const item = parseCombination(parsing, 0);
  parsing.isQuantified = wasQuantified;
  expectClosing(cursor, open);
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
