import type { Environment } from '../environment/environment.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { playToSymptom } from './case-moment.ts';
import { searchCases } from './find-cases.ts';
import { askBetween, type Split, splitCases } from './split-cases.ts';

export type CatalogueCase = { readonly scenario: Scenario; readonly environment: Environment };

export type Candidate = Pick<Scenario, 'id' | 'title' | 'cause' | 'resolution'> & {
  /** Of the best one's, from 0 to 1. */
  readonly score: number;
  /** Sentences of the case that say what was asked for. */
  readonly fits: readonly string[];
};

export type Suggestion = {
  readonly candidates: readonly Candidate[];
  /** What tells the first two apart; absent where there are not two. */
  readonly split?: Split;
};

export type Catalogue = { suggest(text: string, limit: number): Promise<Suggestion> };

/** Cases to be asked what it could be that somebody describes. */
export function openCatalogue(cases: readonly CatalogueCase[]): Catalogue {
  const search = searchCases(cases.map(({ scenario }) => scenario));
  const byId = new Map(cases.map((one) => [one.scenario.id, one]));
  return {
    suggest: async (text, limit) => {
      const found = search.find(text, limit).flatMap(({ id, ...rest }) => {
        const one = byId.get(id);
        return one === undefined ? [] : [{ one, ...rest }];
      });
      const [first, second] = found;
      const candidates = found.map(({ one: { scenario }, score, fits }): Candidate => {
        const { id, title, cause, resolution } = scenario;
        return { id, title, cause, resolution, score, fits };
      });
      if (first === undefined || second === undefined) return { candidates };
      return { candidates, split: await tellApart(first.one, second.one) };
    },
  };
}

async function tellApart(first: CatalogueCase, second: CatalogueCase): Promise<Split> {
  const [here, there] = await Promise.all(
    [first, second].map(({ scenario, environment }) => playToSymptom(scenario, environment)),
  );
  const tried = here && there && splitCases(here, there);
  return tried ?? askBetween(first.scenario, second.scenario);
}
