import { describe, expect, it } from 'vitest';
import { environmentText } from '../../../app/environment/environment-text.ts';
import { readEnvironmentDraft } from '../../../main/files/environment-draft.ts';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';

const shipped = ['one-policy', 'per-application', 'whole-week'].map((name) => `examples/acme/${name}.environment.yaml`);

describe("an environment's text", () => {
  it.each(shipped)('says all of %s, and nothing else', async (path) => {
    const environment = await loadEnvironmentFile(path);
    const text = environmentText(environment);
    expect(await readEnvironmentDraft(text, [])).toEqual({ ok: true, environment });
  });

  it('puts on one line what fits there', async () => {
    const text = environmentText(await loadEnvironmentFile('examples/acme/one-policy.environment.yaml'));
    expect(text).toContain('\n  wiki: { host: wiki.corp.internal, address: 10.20.0.10, ');
    expect(text).toContain('\nteam: { name: Acme, domain: acme.cloudflareaccess.com }\n');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(140);
  });
});
