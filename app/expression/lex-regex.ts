import type { Cursor } from './cursor.ts';
import { failUnended, isRawAhead, lexRawText } from './lex-string.ts';

export type RegexLiteral = {
  readonly pattern: string;
  /** Where a place of the pattern stands in the source. */
  placeOf(index: number): number;
};

/**
 * A pattern in double quotes, or a raw string; `undefined` when neither stands here. Backslashes belong to the pattern,
 * except before a quote outside of brackets; inside of them a quote doesn't end it (DOMAIN.md §3.2 fact 13). Brackets are
 * told as the public engine does: the first `]` closes, even where the pattern itself goes on.
 */
export function lexRegex(cursor: Cursor): RegexLiteral | undefined {
  if (cursor.next === '"') return lexQuotedRegex(cursor);
  if (!isRawAhead(cursor)) return undefined;
  const { text, offset } = lexRawText(cursor);
  return { pattern: text, placeOf: (index) => offset + index };
}

function lexQuotedRegex(cursor: Cursor): RegexLiteral {
  const start = cursor.at;
  cursor.at += 1;
  let pattern = '';
  let isInClass = false;
  /** The places in the pattern whose backslash is gone. */
  const gone: number[] = [];
  for (;;) {
    pattern += cursor.take(/[^"\\[\]]+/y);
    if (cursor.isAtEnd) return failUnended(cursor, start);
    const sign = cursor.next;
    if (sign === '"' && !isInClass) break;
    if (sign === '\\') {
      const sequence = cursor.take(/\\.?/suy);
      if (sequence.length < 2) return failUnended(cursor, start);
      if (sequence === '\\"' && !isInClass) gone.push(pattern.length);
      pattern += sequence === '\\"' && !isInClass ? '"' : sequence;
      continue;
    }
    if (sign === '[') isInClass = true;
    if (sign === ']') isInClass = false;
    pattern += sign;
    cursor.at += 1;
  }
  cursor.at += 1;
  return { pattern, placeOf: (index) => start + 1 + index + gone.filter((place) => place < index).length };
}
