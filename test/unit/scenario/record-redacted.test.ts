import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { redactLines } from '../../../app/bundle/redact-lines.ts';
import { Refusal } from '../../../app/errors.ts';
import { playScenario } from '../../../app/scenario/play.ts';
import { recordScenario } from '../../../app/scenario/record.ts';
import { scenarioText } from '../../../app/scenario/scenario-text.ts';
import { sha256Hex } from '../../../main/adapters/sha256.ts';
import { listCatalogue, loadScenario } from '../../../main/files/load-scenario.ts';

const files = await listCatalogue();

describe('a case of the catalogue that is recorded under other names', () => {
  it.each(files.map((path) => [basename(path, '.scenario.yaml'), path]))(
    '%s comes to the same as its run, without its people, or is refused',
    async (_id, path) => {
      const { scenario, environment } = await loadScenario(path);
      const { lines } = await playScenario(scenario, environment, sha256Hex);
      let redacted: ReturnType<typeof redactLines>;
      try {
        redacted = redactLines(lines, []);
      } catch (fault) {
        expect(fault).toBeInstanceOf(Refusal);
        expect(fault).toMatchObject({ code: 'not-redacted', message: expect.stringContaining('--keep') });
        return;
      }
      const recording = await recordScenario({ id: 'x', title: 'x', ...redacted });
      expect(recording).toMatchObject({ same: true, untold: [] });
      expect(scenarioText(recording, redacted.state.environment, true)).not.toMatch(/alice|wiki|corp\./i);
    },
  );
});
