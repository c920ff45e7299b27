import type { Cursor } from './cursor.ts';
import { type Bytes, bytesFrom, bytesOf } from './value.ts';

/** A string in double quotes, or a raw string; `undefined` when neither stands here (DOMAIN.md §3.2 facts 11, 12). */
export function lexString(cursor: Cursor): Bytes | undefined {
  if (cursor.next === '"') return lexQuoted(cursor);
  return isRawAhead(cursor) ? lexRaw(cursor) : undefined;
}

export function isRawAhead(cursor: Cursor): boolean {
  return cursor.peek(/r#*"/y) !== '';
}

function lexQuoted(cursor: Cursor): Bytes {
  const start = cursor.at;
  cursor.at += 1;
  let value = '';
  for (;;) {
    value += bytesOf(cursor.take(/[^"\\]+/y));
    if (cursor.accept('"')) return value as Bytes;
    if (cursor.isAtEnd) return failUnended(cursor, start);
    value += lexEscape(cursor);
  }
}

function lexEscape(cursor: Cursor): string {
  const start = cursor.at;
  const sequence = cursor.take(/\\(?:["\\]|x[0-9a-fA-F]{2}|[0-3][0-7]{2})/y);
  if (sequence === '') {
    cursor.at += 1;
    const hint = 'only \\", \\\\, \\xHH and \\OOO are escapes: a backslash itself is written \\\\';
    return cursor.fail('syntax', 'unknown escape in the string', hint, { offset: start, length: 2 });
  }
  if (sequence.startsWith('\\x')) return String.fromCharCode(Number.parseInt(sequence.slice(2), 16));
  return /\d/.test(sequence) ? String.fromCharCode(Number.parseInt(sequence.slice(1), 8)) : sequence.slice(1);
}

/**
 * Two hexadecimal digits for each byte, joined by `:`, `-` or `.`, two bytes at least; `undefined` when it doesn't stand
 * here (DOMAIN.md §3.2 fact 12).
 */
export function lexByteString(cursor: Cursor): Bytes | undefined {
  const start = cursor.at;
  const text = cursor.take(/[0-9a-fA-F]{2}(?:[:.-][0-9a-fA-F]{2})+/y);
  if (text === '') return undefined;
  if (/[:.-]/.test(cursor.next)) {
    cursor.at += 1;
    const hint = 'each byte is two hexadecimal digits; text stands in double quotes';
    cursor.fail('syntax', 'a byte is missing behind the separator', hint, cursor.spanFrom(start));
  }
  return bytesFrom(text.split(/[:.-]/).map((byte) => Number.parseInt(byte, 16)));
}

function lexRaw(cursor: Cursor): Bytes {
  const { text } = lexRawText(cursor);
  return bytesOf(text);
}

/** A raw string as it is written, and where its text begins. */
export function lexRawText(cursor: Cursor): { readonly text: string; readonly offset: number } {
  const start = cursor.at;
  const hashes = cursor.take(/r#*"/y).slice(1, -1);
  if (hashes.length > 255) cursor.fail('syntax', 'a raw string takes at most 255 #', undefined, cursor.spanFrom(start));
  const close = cursor.text.indexOf(`"${hashes}`, cursor.at);
  if (close === -1 || close + 1 + hashes.length > cursor.end) return failUnended(cursor, start);
  const offset = cursor.at;
  cursor.at = close + 1 + hashes.length;
  return { text: cursor.text.slice(offset, close), offset };
}

export function failUnended(cursor: Cursor, start: number): never {
  return cursor.fail('syntax', 'could not find an ending quote', undefined, {
    offset: start,
    length: cursor.end - start,
  });
}
