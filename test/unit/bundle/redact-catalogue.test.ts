import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playScenario } from '../../../app/scenario/play.ts';
import { listCatalogue, loadScenario } from '../../../main/files/load-scenario.ts';
import { hash, inspectText, redactedBundleOf, replayText } from '../../support/bundles.ts';

describe('a redacted bundle of the catalogue', async () => {
  it.each((await listCatalogue()).map((path) => [basename(path), path]))(
    '%s comes out the same under other names',
    async (_name, path) => {
      const { scenario, environment } = await loadScenario(path);
      const { lines } = await playScenario(scenario, environment, hash);
      const text = redactedBundleOf(lines);
      expect(replayText(text)).toMatchObject({ same: true, redacted: true });
      expect(inspectText(text).stateHash.same).toBe(true);
      for (const { name: person, email } of Object.values(environment.people)) {
        expect(text).not.toContain(email);
        expect(text).not.toContain(`"${person}"`);
      }
      for (const { host } of Object.values(environment.destinations)) expect(text).not.toContain(host);
    },
  );
});
