import type { Cursor } from './cursor.ts';
import { ExpressionProblem } from './fault.ts';
import { hintForString } from './hints.ts';
import { lexRegex, type RegexLiteral } from './lex-regex.ts';
import { lexString } from './lex-string.ts';
import type { Parsing } from './parsing.ts';
import { translateRegex } from './regex.ts';
import { RegexProblem } from './regex-fault.ts';
import type { Bytes } from './value.ts';
import { readWildcard } from './wildcard.ts';

/** What stands behind `matches`; it is known to be a pattern then. */
export function parseRegex(parsing: Parsing): string {
  const { cursor } = parsing;
  const start = cursor.at;
  const literal = lexRegex(cursor);
  if (literal === undefined) return failPattern(cursor);
  try {
    translateRegex(literal.pattern);
  } catch (problem) {
    throw problem instanceof RegexProblem ? placeIn(literal, problem) : problem;
  }
  noteDoubled(parsing, literal.pattern, start);
  return literal.pattern;
}

function placeIn(literal: RegexLiteral, { code, message, offset, length, hint }: RegexProblem): ExpressionProblem {
  const start = literal.placeOf(offset);
  const span = { offset: start, length: literal.placeOf(offset + length) - start };
  return new ExpressionProblem(code, `regular expression: ${message}`, span, hint);
}

/** JSON and HCL double each backslash; an expression copied from there with both matches a backslash (DOMAIN.md §3.3 fact 21). */
function noteDoubled({ cursor, warnings }: Parsing, pattern: string, start: number): void {
  if (!/(?<!\\)(?:\\\\)+[.dwsbDWSB*+?()[\]{}|^$-]/.test(pattern)) return;
  const message = '\\\\ matches a backslash itself: write one, it is JSON and HCL that double it';
  warnings.push({ code: 'doubled-backslash', message, ...cursor.spanFrom(start) });
}

/** What stands behind `wildcard` and `strict wildcard`: a string, in quotes or raw. */
export function parseWildcard({ cursor }: Parsing): Bytes {
  const start = cursor.at;
  const pattern = lexString(cursor);
  if (pattern === undefined) return failPattern(cursor);
  const reading = readWildcard(pattern);
  return reading.ok ? pattern : cursor.fail('syntax', reading.message, reading.hint, cursor.spanFrom(start));
}

function failPattern(cursor: Cursor): never {
  return cursor.fail('syntax', 'expected a pattern', hintForString(cursor));
}
