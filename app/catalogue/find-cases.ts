import MiniSearch from 'minisearch';
import type { Scenario } from '../scenario/scenario.ts';
import { readWords } from './read-words.ts';

export type Case = Pick<Scenario, 'id' | 'title' | 'symptoms' | 'cause' | 'resolution'>;

export type CaseFound = {
  readonly id: string;
  /** Of the best one's, from 0 to 1. */
  readonly score: number;
  /** The sentences of the case that say what was asked for, those that say most of it first. */
  readonly fits: readonly string[];
};

export type CaseSearch = {
  /** At most `limit`, the likeliest first; none where nothing fits. */
  find(text: string, limit: number): readonly CaseFound[];
};

/** Further behind the best one than this, a case is no candidate. */
const least = 0.05;
const fitsAtMost = 2;

/** Reads what somebody says is wrong and ranks the cases that it may be. */
export function searchCases(cases: readonly Case[]): CaseSearch {
  const index = new MiniSearch<Record<'id' | 'title' | 'symptoms' | 'cause' | 'resolution', string>>({
    fields: ['title', 'symptoms', 'cause', 'resolution'],
    tokenize: (text) => [...readWords(text)],
    processTerm: (term) => term,
    searchOptions: {
      boost: { symptoms: 3, title: 2, cause: 1, resolution: 0.3 },
      prefix: (term) => term.length > 3,
      fuzzy: (term) => (term.length > 5 ? 0.2 : false),
      weights: { prefix: 0.5, fuzzy: 0.3 },
    },
  });
  index.addAll(cases.map((one) => ({ ...one, symptoms: one.symptoms.join('\n') })));
  const byId = new Map(cases.map((one) => [one.id, one]));
  return {
    find: (text, limit) => {
      const results = index.search(text);
      const best = results[0]?.score ?? 0;
      return results
        .filter(({ score }) => score >= best * least)
        .slice(0, limit)
        .flatMap(({ id, score, terms }) => {
          const found = byId.get(String(id));
          return found === undefined ? [] : [{ id: found.id, score: score / best, fits: fitsOf(found, terms) }];
        });
    },
  };
}

function fitsOf({ title, symptoms, cause }: Case, terms: readonly string[]): readonly string[] {
  const wanted = new Set(terms);
  const ranked = [...symptoms, title, cause]
    .map((sentence) => ({ sentence, hits: new Set(readWords(sentence).filter((word) => wanted.has(word))).size }))
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.hits - a.hits);
  return ranked.slice(0, fitsAtMost).map(({ sentence }) => sentence);
}
