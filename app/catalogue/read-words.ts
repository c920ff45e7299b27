import { emptyWords, userWords } from './user-words.ts';

const meanings = new Map(
  userWords.flatMap(([first = '', ...others]) => [first, ...others].map((word) => [word, first])),
);
const phrases = [...meanings.keys()].filter((word) => /[^a-z0-9]/.test(word)).toSorted((a, b) => b.length - a.length);
/** Stands for the spaces and dots of a phrase. */
const joint = '_';
const joined = new Map(phrases.map((phrase) => [phrase.replaceAll(/[^a-z0-9]+/g, joint), meanings.get(phrase) ?? '']));
const findPhrase = new RegExp(`(?<![a-z0-9])(?:${phrases.map(quote).join('|')})(?![a-z0-9])`, 'g');

/**
 * What a text says, word by word: a phrase of `userWords` is one, what tells nothing is left out, and words that mean
 * the same are the same.
 */
export function readWords(text: string): readonly string[] {
  const plain = text.toLowerCase().replaceAll(/['‘`]/g, '’');
  const withPhrases = plain.replaceAll(findPhrase, (phrase) => phrase.replaceAll(/[^a-z0-9]+/g, joint));
  return (withPhrases.match(/[\p{L}\p{N}_]+(?:’t)?/gu) ?? []).flatMap((word) => {
    if (emptyWords.has(word)) return [];
    return [joined.get(word) ?? meanings.get(word) ?? meaningOfStem(word)];
  });
}

function meaningOfStem(word: string): string {
  const stem = stemOf(word);
  return meanings.get(stem) ?? stem;
}

/** English endings that change nothing here. */
function stemOf(word: string): string {
  if (word.length < 5) return word;
  return word.replace(/(?:ies)$/, 'y').replace(/(?:ing|ed|es|s)$/, '');
}

function quote(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
