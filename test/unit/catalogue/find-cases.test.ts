import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { searchCases } from '../../../app/catalogue/find-cases.ts';
import { listCatalogue, loadScenario } from '../../../main/files/load-scenario.ts';

const cases = (await Promise.all((await listCatalogue()).map(loadScenario))).map(({ scenario }) => scenario);
const search = searchCases(cases);
const said: Readonly<Record<string, string>> = parse(
  readFileSync(new URL('../../fixtures/catalogue/paraphrases.yaml', import.meta.url), 'utf8'),
);
const placeOf = (id: string, text: string) => search.find(text, 36).findIndex((found) => found.id === id) + 1;

describe('finding a case by what people say', () => {
  it('has words for every case of the catalogue', () => {
    expect(Object.keys(said)).toEqual(cases.map(({ id }) => id));
  });

  it('ranks the case among the first three for at least 33 of 36 paraphrases', () => {
    const places = Object.entries(said).map(([id, text]) => [id, placeOf(id, text)] as const);
    const missed = places.filter(([, place]) => place < 1 || place > 3);
    expect(missed.length, `missed: ${JSON.stringify(missed)}`).toBeLessThanOrEqual(3);
  });

  it('says with the words of the case why it fits', () => {
    const [first] = search.find('vpn is green, dns of internal sites times out', 5);
    expect(first).toMatchObject({
      score: 1,
      fits: expect.arrayContaining([expect.stringContaining('corp.internal time out')]),
    });
  });

  it('finds nothing where nothing fits, and offers no more than it was asked for', () => {
    expect(search.find('qwertz', 5)).toEqual([]);
    expect(search.find('the of and', 5)).toEqual([]);
    expect(search.find('login', 3).length).toBeLessThanOrEqual(3);
  });
});
