import uFuzzy from '@leeoniya/ufuzzy';
import type { PaletteAct } from './palette-act.ts';

/** Words come in any order. */
const exact = new uFuzzy();
/** A letter may be missing, wrong or in another's place besides. */
const loose = new uFuzzy({ intraMode: 1, intraIns: 1, intraSub: 1, intraTrn: 1, intraDel: 1 });
const orders = 4;

/** Rows that are drawn; more typing finds the rest. */
export const mostShown = 60;

/**
 * What fits the words, the best first, what was done lately before all else. Without words: what was done lately, and
 * then everything but the entries of the journal, which there are too many of. What can't be done now comes last.
 */
export function findActs(acts: readonly PaletteAct[], words: string, recent: readonly string[]): readonly PaletteAct[] {
  const isSearch = words.trim() !== '';
  const fitting = isSearch ? matching(acts, words.trim()) : acts.filter(({ group }) => group !== 'entry');
  const found = isSearch ? fitting.toSorted((one, other) => cannot(one) - cannot(other)) : fitting;
  const lately = recent.flatMap((id) => found.find((act) => act.id === id) ?? []);
  return [...lately, ...found.filter((act) => !lately.includes(act))].slice(0, mostShown);
}

const cannot = ({ why }: PaletteAct) => (why === undefined ? 0 : 1);

/** By the title first, then by other words for it, then with a slip of the fingers. */
function matching(acts: readonly PaletteAct[], words: string): readonly PaletteAct[] {
  const titles = uFuzzy.latinize(acts.map(({ title }) => title));
  const texts = uFuzzy.latinize(acts.map((act) => `${act.title} ${act.words}`));
  const wanted = uFuzzy.latinize(words);
  const found = [...search(exact, titles, wanted), ...search(exact, texts, wanted), ...search(loose, texts, wanted)];
  return [...new Set(found)].flatMap((index) => acts[index] ?? []);
}

function search(fuzzy: uFuzzy, texts: string[], words: string): readonly number[] {
  const [found, info, order] = fuzzy.search(texts, words, orders);
  if (found === null) return [];
  return order === null ? found : order.flatMap((place) => info.idx[place] ?? []);
}
