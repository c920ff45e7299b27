import type { Renamer } from './renamer.ts';

/**
 * Pieces of a pattern: an escape, a class, the head of a group, a count, the x of a flag group; what is left between them
 * is text, or stands for itself.
 */
const piece =
  /\\(?:x\{[^}]*\}|x[0-9a-f]{2}|[pP]\{[^}]*\}|.)|\[\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*\]|\(\?P?<[^>]*>|\(\?[a-zA-Z-]*[:)]|\{[\d,\s]*\}|[^\\[\](){}|*+?.^$]+|./gsu;

/** A regular expression over other names. Escapes, classes and counts stay; names of groups mean nothing and go. */
export function redactPattern(pattern: string, renamer: Renamer): string {
  const pieces = pattern.match(piece) ?? [];
  return pieces
    .map((text, index) => {
      if (/^\(\?P?</.test(text)) return '(?:';
      if (text.startsWith('[')) return redactClass(text);
      if (/^[\\(){}|*+?.^$]/.test(text)) return text;
      return redactText(text, pieces[index + 1] ?? '', renamer);
    })
    .join('');
}

/** What repeats is the last character alone: it can be no part of a name then. */
function redactText(text: string, next: string, renamer: Renamer): string {
  const isRepeated = /^[*+?{]/.test(next);
  const characters = [...text];
  const last = isRepeated ? (characters.pop() ?? '') : '';
  return renamer.renameWords(characters.join('')) + last;
}

/** A class of letters could spell a name; in another order it holds the same. */
function redactClass(text: string): string {
  const [, not = '', inner = ''] = /^\[(\^?)([^\]]*)\]$/s.exec(text) ?? [];
  if (!/^[\p{L}\d_.@ ]{3,}$/u.test(inner)) return text;
  return `[${not}${[...new Set(inner)].toSorted().join('')}]`;
}
