import { byteRange, foldSet, invertSet, joinSets, otherCase, showByte, showSet } from './byte-set.ts';
import type { Assertion } from './regex-escape.ts';
import type { RegexReader } from './regex-reader.ts';
import { bytesOf } from './value.ts';

/**
 * A piece of a pattern in RE2's notation, over text that holds one byte in each character. `size` is about the number of
 * instructions, `height` how deep it nests, as the regex crate counts, and `repeats` how often its inmost part may come.
 */
export type Piece = { readonly text: string; readonly size: number; readonly height: number; readonly repeats: number };

export const nothing: Piece = { text: '(?:)', size: 1, height: 0, repeats: 1 };
const lineEnd = byteRange(0x0a, 0x0a);
const lineEnds = joinSets(lineEnd, byteRange(0x0d, 0x0d));
/** Any well-formed sequence of UTF-8 that is longer than a byte. */
const manyBytes =
  '[\\xc2-\\xdf][\\x80-\\xbf]|\\xe0[\\xa0-\\xbf][\\x80-\\xbf]|[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}|\\xed[\\x80-\\x9f][\\x80-\\xbf]|' +
  '\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}|[\\xf1-\\xf3][\\x80-\\xbf]{3}|\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}';

export const assertions: Readonly<Record<Assertion, string>> = {
  'text-start': '\\A',
  'text-end': '\\z',
  'line-start': '(?m:^)',
  'line-end': '(?m:$)',
  word: '\\b',
  'no-word': '\\B',
};

export function leaf(text: string, size = 1): Piece {
  // A class of many ranges is many instructions.
  return { text, size: Math.max(size, Math.ceil(text.length / 16)), height: 0, repeats: 1 };
}

export function join(pieces: readonly Piece[], sign: '' | '|'): Piece {
  let [size, height, repeats] = [0, 0, 1];
  for (const piece of pieces) {
    size += piece.size;
    height = Math.max(height, piece.height);
    repeats = Math.max(repeats, piece.repeats);
  }
  return { text: pieces.map(({ text }) => text).join(sign), size, height: height + 1, repeats };
}

export function showDot({ flags }: RegexReader): Piece {
  const none = byteRange(1, 0);
  const excluded = flags.s ? none : flags.R ? lineEnds : lineEnd;
  if (!flags.u) return leaf(showSet(invertSet(excluded)));
  const one = byteRange(0x00, 0x7f).map((has, byte) => has && excluded[byte] !== true);
  return leaf(`(?:${showSet(one)}|${manyBytes})`, 20);
}

/** A character is the bytes of its UTF-8; only ASCII has another case. */
export function showCharacter(reader: RegexReader, point: number, start: number): Piece {
  const { i, u } = reader.flags;
  if (i && u && (point > 0x7f || /[ks]/i.test(String.fromCodePoint(point)))) {
    reader.refuseUnicode('this letter in any case', start);
  }
  if (point <= 0x7f) {
    if (!i || otherCase(point) === point) return leaf(showByte(point));
    return leaf(showSet(foldSet(byteRange(point, point))));
  }
  const bytes = Array.from(bytesOf(String.fromCodePoint(point)), (byte) => showByte(byte.charCodeAt(0)));
  return leaf(`(?:${bytes.join('')})`, bytes.length);
}
