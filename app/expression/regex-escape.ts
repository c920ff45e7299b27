import { type ByteSet, digits, invertSet, spaces, wordBytes } from './byte-set.ts';
import type { RegexReader } from './regex-reader.ts';

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word' | 'no-word';

/** One character or byte, a set of bytes, or a place. */
export type Primitive =
  | { readonly kind: 'character'; readonly point: number }
  | { readonly kind: 'byte'; readonly byte: number }
  | { readonly kind: 'set'; readonly set: ByteSet }
  | { readonly kind: 'assertion'; readonly assertion: Assertion };

const controls: Readonly<Record<string, number>> = { a: 0x07, f: 0x0c, t: 0x09, n: 0x0a, r: 0x0d, v: 0x0b };
const perlSets: Readonly<Record<string, ByteSet>> = {
  d: digits,
  s: spaces,
  w: wordBytes,
  D: invertSet(digits),
  S: invertSet(spaces),
  W: invertSet(wordBytes),
};
const assertions: Readonly<Record<string, Assertion>> = { A: 'text-start', z: 'text-end', b: 'word', B: 'no-word' };
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** Reads what a backslash begins, as the regex crate of Rust does (DOMAIN.md §3.2 fact 13). */
export function readEscape(reader: RegexReader): Primitive {
  const start = reader.at;
  reader.bump();
  if (reader.isAtEnd) reader.fail('the pattern ends in a backslash', start, 'a backslash itself is written \\\\');
  const letter = reader.bump();
  if (/[0-9]/.test(letter)) {
    return reader.fail(
      'back-references are not supported',
      start,
      'the engine of Gateway has none: it works in linear time',
    );
  }
  if (letter === 'p' || letter === 'P') {
    reader.refuseUnicode('a Unicode class', start);
    return reader.fail('Unicode classes are off', start, 'bytes are compared: write a class such as [A-Za-z]');
  }
  const length = hexDigits[letter];
  if (length !== undefined) return readHex(reader, start, letter, length);
  const set = perlSets[letter];
  if (set !== undefined) {
    reader.refuseUnicode(`\\${letter}`, start);
    return { kind: 'set', set };
  }
  const assertion = assertions[letter];
  if (assertion !== undefined) return readAssertion(reader, start, assertion);
  const control = controls[letter];
  if (control !== undefined) return { kind: 'character', point: control };
  if (letter === '<' || letter === '>') return refuseWordEdge(reader, start);
  if (isEscapable(letter) && (letter !== ' ' || reader.flags.x)) {
    return { kind: 'character', point: letter.charCodeAt(0) };
  }
  const hint = letter === 'Z' ? 'the end of the text is \\z' : undefined;
  return reader.fail(`unknown escape \\${letter}`, start, hint);
}

/** ASCII that is neither a letter nor a digit. */
function isEscapable(character: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII as a whole.
  return /^[\x00-\x7f]$/.test(character) && !/[0-9A-Za-z]/.test(character);
}

function readAssertion(reader: RegexReader, start: number, assertion: Assertion): Primitive {
  if (assertion === 'word' && /^\{(?:start|end)(?:-half)?\}/.test(reader.text.slice(reader.at, reader.at + 12))) {
    refuseWordEdge(reader, start);
  }
  if (assertion === 'word' && /^\{[A-Za-z-]/.test(reader.text.slice(reader.at, reader.at + 2))) {
    reader.fail('unknown word boundary', start, 'a word boundary is \\b');
  }
  if (assertion === 'word' || assertion === 'no-word') reader.refuseUnicode('a word boundary', start);
  return { kind: 'assertion', assertion };
}

function refuseWordEdge(reader: RegexReader, start: number): never {
  return reader.fail('half word boundaries are not in this version', start, 'write \\b', 'unsupported');
}

/** `\xHH` is a byte; `\x{…}`, `\uHHHH` and `\UHHHHHHHH` are characters. */
function readHex(reader: RegexReader, start: number, letter: string, length: number): Primitive {
  reader.skipIgnored();
  const isBraced = reader.accept('{');
  let text = '';
  while (isBraced ? !reader.isAtEnd && reader.next !== '}' : text.length < length) {
    if (!isBraced) reader.skipIgnored();
    const digit = reader.take(/[0-9a-fA-F]/y);
    if (digit === '')
      reader.fail('expected hexadecimal digits', start, `for example \\${letter}${'0'.repeat(length - 2)}41`);
    text += digit;
    if (isBraced) reader.skipIgnored();
  }
  if (isBraced && !reader.accept('}')) reader.fail('this brace is never closed', start);
  const point = text === '' ? Number.NaN : Number.parseInt(text, 16);
  if (!(point <= 0x10ffff) || (point >= 0xd800 && point <= 0xdfff)) reader.fail('no such character', start);
  const isByte = letter === 'x' && !isBraced && !reader.flags.u && point > 0x7f;
  return isByte ? { kind: 'byte', byte: point } : { kind: 'character', point };
}
