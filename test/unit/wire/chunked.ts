import type { Parsed } from '../../../app/wire/parsed.ts';

/** Feeds a parser as a socket does: all that has come so far, after every chunk, until it is settled. */
export function parseInChunks<T>(
  parse: (bytes: Uint8Array) => Parsed<T>,
  bytes: Uint8Array,
  sizes: readonly number[],
): Parsed<T> {
  let end = 0;
  for (let index = 0; end < bytes.length; index++) {
    end = Math.min(bytes.length, end + Math.max(1, sizes[index % sizes.length] ?? bytes.length));
    const parsed = parse(bytes.subarray(0, end));
    if (parsed.status !== 'need-more') return parsed;
  }
  return parse(bytes);
}

export function joinBytes(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
