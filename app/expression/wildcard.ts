import { findBytes } from './find-bytes.ts';
import type { Bytes } from './value.ts';

export type WildcardReading =
  | { readonly ok: true; readonly pieces: readonly string[] }
  | { readonly ok: false; readonly message: string; readonly hint: string };

/**
 * The stretches between the stars of a pattern, one more than there are stars. `*` stands for any run of bytes, `\*` and
 * `\\` for the characters themselves; two stars in a row are refused.
 */
export function readWildcard(pattern: Bytes): WildcardReading {
  const pieces: string[] = [''];
  for (const part of pattern.match(/\*|\\.?|[^*\\]+/gs) ?? []) {
    if (part === '*') {
      if (pieces.length > 1 && pieces.at(-1) === '') {
        return { ok: false, message: 'the pattern has two stars in a row', hint: 'one star is any run of characters' };
      }
      pieces.push('');
      continue;
    }
    if (part.startsWith('\\') && part !== '\\*' && part !== '\\\\') {
      return {
        ok: false,
        message: 'unknown escape in the pattern',
        hint: 'only \\* and \\\\ are escapes in a pattern',
      };
    }
    const text = part.startsWith('\\') ? part.slice(1) : part;
    pieces.push(`${pieces.pop() ?? ''}${text}`);
  }
  return { ok: true, pieces };
}

/** Whether the whole of a value is as the pattern says. Without `isStrict` the case of ASCII letters is ignored. */
export function compileWildcard(pattern: Bytes, isStrict: boolean): (value: Bytes) => boolean {
  const reading = readWildcard(pattern);
  if (!reading.ok) return () => false;
  const [first = '', ...others] = isStrict ? reading.pieces : reading.pieces.map(lowerAscii);
  const last = others.pop();
  return (value) => {
    const text = isStrict ? value : lowerAscii(value);
    if (last === undefined) return text === first;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const piece of others) {
      const found = findBytes(text, piece, at);
      if (found === -1) return false;
      at = found + piece.length;
    }
    return at + last.length <= text.length && text.endsWith(last);
  };
}

function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
