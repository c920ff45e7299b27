import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { playScenario } from '../../../app/scenario/play.ts';
import { sha256Hex } from '../../../main/adapters/sha256.ts';
import { scenarioOfFiles } from '../../../main/files/load-scenario.ts';
import { acmeFiles } from '../../support/scenarios.ts';

const guide = readFileSync('docs/guide/scenarios.md', 'utf8');
const [whole = '', environment = '', repeats = '', branches = ''] = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
  ([, text = '']) => text,
);
const head = (rest: string) => `version: 1\nid: x\ntitle: x\n${rest}`;
const named = 'environment: one-policy.environment.yaml\n';

async function play(text: string) {
  const files = [['x.scenario.yaml', text] as const, ...acmeFiles];
  const loaded = await scenarioOfFiles(files.map(([name, content]) => ({ name, text: content })));
  return (await playScenario(loaded.scenario, loaded.environment, sha256Hex)).report;
}

describe('what the guide to scenarios shows', () => {
  it.each([
    ['the first scenario', whole.replace('mine.environment.yaml', 'one-policy.environment.yaml')],
    [
      'the smallest environment',
      head(`${environment}steps: [{ at: 25h, do: { connect: wiki }, expect: { verdict: blocked_session, left: 0s } }]`),
    ],
    ['the repeat', head(`${named}steps:\n${repeats}`)],
    ['the branches', head(named + branches)],
  ])('%s comes out as it says', async (_what, text) => {
    const { steps, passed } = await play(text);
    expect(steps.flatMap(({ differences }) => differences)).toEqual([]);
    expect(passed).toBe(true);
    expect(steps.length).toBeGreaterThan(0);
  });
});
