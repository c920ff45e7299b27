import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playScenario } from '../../app/scenario/play.ts';
import { replayLog } from '../../app/session/replay.ts';
import { sha256Hex } from '../../main/adapters/sha256.ts';
import { listCatalogue, loadScenario } from '../../main/files/load-scenario.ts';

const files = await listCatalogue();

describe('the shipped catalogue', () => {
  it('is not empty', () => {
    expect(files.map((path) => basename(path, '.scenario.yaml'))).toEqual(
      expect.arrayContaining(['LK-01', 'LK-02', 'LK-09', 'LK-13', 'LK-15', 'LK-30']),
    );
  });

  it.each(files.map((path) => [basename(path, '.scenario.yaml'), path]))(
    '%s comes out as expected, twice the same',
    async (id, path) => {
      const { scenario, environment } = await loadScenario(path);
      const first = await playScenario(scenario, environment, sha256Hex);
      const failed = first.report.steps.filter(({ passed }) => !passed);
      expect(failed).toEqual([]);
      expect(first.report).toMatchObject({ id, passed: true });
      const second = await playScenario(scenario, environment, sha256Hex);
      expect(second.report.stateHash).toBe(first.report.stateHash);
      expect(JSON.stringify(second.lines)).toBe(JSON.stringify(first.lines));
      expect(replayLog(first.lines)).toMatchObject({ same: true });
    },
  );
});
