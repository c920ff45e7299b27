import { describe, expect, it } from 'vitest';
import { playToSymptom } from '../../../app/catalogue/case-moment.ts';
import { openCatalogue } from '../../../app/catalogue/catalogue.ts';
import { askBetween, splitCases } from '../../../app/catalogue/split-cases.ts';
import { listCatalogue, loadScenario } from '../../../main/files/load-scenario.ts';

const cases = await Promise.all((await listCatalogue()).map(loadScenario));
const caseOf = (id: string) => {
  const found = cases.find(({ scenario }) => scenario.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
};
const momentOf = async (id: string) => playToSymptom(caseOf(id).scenario, caseOf(id).environment);
const split = async (first: string, second: string) => splitCases(await momentOf(first), await momentOf(second));

describe('the test that splits two cases', () => {
  it('tells an expired session from Split Tunnels by the settings of the client', async () => {
    const test = await split('LK-01', 'LK-26');
    expect(test).toMatchObject({ isTried: true, do: expect.stringContaining('warp-cli settings') });
    expect(test?.second).toContain('The Exclude list names 10.0.0.0/8');
  });

  it('tells a revoked registration from an expired session by the status', async () => {
    expect(await split('LK-01', 'LK-44')).toMatchObject({
      do: 'Run `warp-cli status`.',
      first: 'The status is “Connected”',
      second: expect.stringContaining('Registration Missing'),
    });
  });

  it('tells names that die with the session from names that a resolver policy answers', async () => {
    expect(await split('LK-01', 'LK-37')).toMatchObject({
      do: expect.stringContaining('nslookup'),
      first: 'The lookup gets no answer',
    });
  });

  it('says the same the other way round', async () => {
    const there = await split('LK-26', 'LK-01');
    const back = await split('LK-01', 'LK-26');
    expect(there?.first).toBe(back?.second);
  });

  it('asks where two cases differ in how they came about only', async () => {
    expect(await split('LK-01', 'LK-13')).toBeUndefined();
    expect(askBetween(caseOf('LK-13').scenario, caseOf('LK-01').scenario)).toMatchObject({
      isTried: false,
      first: '“In a meeting or sharing the screen; locked out later”',
    });
  });

  it('shows in each case what the engine makes of it, for every two of the catalogue', async () => {
    const moments = await Promise.all(cases.map(({ scenario, environment }) => playToSymptom(scenario, environment)));
    const pairs = moments.flatMap((one, index) => moments.slice(index + 1).map((other) => splitCases(one, other)));
    const told = pairs.filter((test) => test !== undefined);
    expect(told.every(({ first, second }) => first !== second)).toBe(true);
    expect(told.length).toBeGreaterThan(pairs.length * 0.85);
  }, 30_000);
});

describe('what it could be', () => {
  const catalogue = openCatalogue(cases);

  it('is at most so many cases, with their ways out, and the test between the first two', async () => {
    const { candidates, split: test } = await catalogue.suggest('internet works internal dead says connected', 3);
    expect(candidates).toHaveLength(3);
    expect(candidates[0]).toMatchObject({
      id: 'LK-01',
      score: 1,
      resolution: expect.stringContaining('Re-Authenticate'),
    });
    expect(test).toBeDefined();
  });

  it('is nothing where nothing fits', async () => {
    expect(await catalogue.suggest('zzzz', 3)).toEqual({ candidates: [] });
  });
});
