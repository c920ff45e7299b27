declare const bytesBrand: unique symbol;

/** A string of bytes, one byte in each code unit: what the language compares (DOMAIN.md §3.1). Made by `bytesOf`. */
export type Bytes = string & { readonly [bytesBrand]: true };

/** A signed 64-bit integer: a `number` while that is exact, else a `bigint`. Made canonical by `intOf`. */
export type Int = number | bigint;

/** An address as a number, so that comparing allocates nothing. IPv4 and IPv6 are never comparable. */
export type Ip = { readonly version: 4; readonly bits: number } | { readonly version: 6; readonly bits: bigint };

export type Value = boolean | Int | Bytes | Ip | readonly Value[] | ReadonlyMap<string, Value>;

/** What one evaluation may know: field name to value. A field that is missing has no value (DOMAIN.md §3.1 fact 8). */
export type ExpressionContext = { get(field: string): Value | undefined };

const lowestInt = -(2n ** 63n);
const highestInt = 2n ** 63n - 1n;

/** Canonical form of an integer; `undefined` outside of 64 bits. */
export function intOf(value: bigint): Int | undefined {
  if (value < lowestInt || value > highestInt) return undefined;
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : value;
}

/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. ASCII is its own encoding. */
export function bytesOf(text: string): Bytes {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII as a whole.
  if (/^[\x00-\x7f]*$/.test(text)) return text as Bytes;
  let bytes = '';
  for (const character of text) bytes += encodeCodePoint(character.codePointAt(0) ?? 0);
  return bytes as Bytes;
}

export function bytesFrom(values: Iterable<number>): Bytes {
  let bytes = '';
  for (const value of values) bytes += String.fromCharCode(value & 0xff);
  return bytes as Bytes;
}

function encodeCodePoint(point: number): string {
  if (point < 0x80) return String.fromCharCode(point);
  if (point < 0x800) return String.fromCharCode(0xc0 | (point >> 6), tail(point));
  if (point >= 0xd800 && point <= 0xdfff) return encodeCodePoint(0xfffd);
  if (point < 0x10000) return String.fromCharCode(0xe0 | (point >> 12), tail(point >> 6), tail(point));
  return String.fromCharCode(0xf0 | (point >> 18), tail(point >> 12), tail(point >> 6), tail(point));
}

function tail(bits: number): number {
  return 0x80 | (bits & 0x3f);
}

/** Reads bytes as UTF-8; U+FFFD stands for a byte that is none. */
export function textOf(bytes: Bytes): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes.charCodeAt(at);
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const character = length === 1 ? bytes.charAt(at) : decodeSequence(bytes.slice(at, at + length));
    text += character ?? '\u{fffd}';
    at += character === undefined ? 1 : length;
  }
  return text;
}

function decodeSequence(bytes: string): string | undefined {
  const escaped = Array.from(bytes, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`).join('');
  try {
    const text = decodeURIComponent(escaped);
    return [...text].length === 1 ? text : undefined;
  } catch {
    return undefined;
  }
}

export function isIp(value: Value): value is Ip {
  return typeof value === 'object' && 'version' in value;
}

export function isInt(value: Value): value is Int {
  return typeof value === 'number' || typeof value === 'bigint';
}

export function isBytes(value: Value): value is Bytes {
  return typeof value === 'string';
}

export function isMap(value: Value): value is ReadonlyMap<string, Value> {
  return value instanceof Map;
}

export function isArray(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
