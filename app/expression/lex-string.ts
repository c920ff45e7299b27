import type { Cursor } from './cursor.ts';
import { type Bytes, bytesOf } from './value.ts';

/** A string in double quotes, or a raw string; `undefined` when neither stands here (DOMAIN.md §3.2 facts 11, 12). */
export function lexString(cursor: Cursor): Bytes | undefined {
  if (cursor.next === '"') return lexQuoted(cursor);
  return /^r#*"/.test(cursor.peek(/r#*"?/y)) ? lexRaw(cursor) : undefined;
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

function lexRaw(cursor: Cursor): Bytes {
  const start = cursor.at;
  const hashes = cursor.take(/r#*"/y).slice(1, -1);
  if (hashes.length > 255) cursor.fail('syntax', 'a raw string takes at most 255 #', undefined, cursor.spanFrom(start));
  const close = cursor.text.indexOf(`"${hashes}`, cursor.at);
  if (close === -1 || close + 1 + hashes.length > cursor.end) return failUnended(cursor, start);
  const value = bytesOf(cursor.text.slice(cursor.at, close));
  cursor.at = close + 1 + hashes.length;
  return value;
}

function failUnended(cursor: Cursor, start: number): never {
  return cursor.fail('syntax', 'could not find an ending quote', undefined, {
    offset: start,
    length: cursor.end - start,
  });
}
