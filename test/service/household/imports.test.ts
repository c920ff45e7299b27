import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from './house.ts';

const shipped = (name: string) => ({
  name,
  text: readFileSync(join(process.cwd(), 'examples', 'acme', name), 'utf8'),
});
const perApplication = [shipped('per-application.gateway-rules.json'), shipped('gateway-lists.json')];

/** Runs in order: each step stands on the one before. */
describe('importing', { sequential: true }, () => {
  let house: House;
  const policies = async () => (await house.call('inspect')).policies.map(({ name }) => name);
  const everything = async () => [await house.call('environment.show'), (await house.call('snapshot')).revision];

  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
  });
  afterAll(() => house.remove());

  it('says what exports would bring and changes nothing', async () => {
    const before = await everything();
    const preview = await house.call('import.preview', { files: perApplication });
    expect(preview).toMatchObject({
      kind: 'policies',
      name: 'per-application.gateway-rules.json, gateway-lists.json',
      summary: expect.stringMatching(/^\d+ policies, 3 lists; \d+ check the session\.$/),
      lists: 3,
      destinations: 0,
    });
    expect(preview.policies).toBe(JSON.parse(perApplication[0]?.text ?? '').result.length);
    expect(preview.changes).toContainEqual({ what: 'removed', policy: 'Private range, weekly' });
    expect(await everything()).toEqual(before);
  });

  it('finds nothing to change in the exports that this run began with', async () => {
    const files = [shipped('one-policy.gateway-rules.json'), shipped('gateway-lists.json')];
    expect((await house.call('import.preview', { files })).changes).toEqual([]);
    expect(await house.call('import.apply', { files, to: 'this-run' })).toEqual({ fromNextRun: [] });
  });

  it('into this run is an edit: it acts when the administrator’s would, and can be taken back', async () => {
    const before = await policies();
    const applied = await house.call('import.apply', { files: perApplication, to: 'this-run' });
    expect(applied.said).toBe('per-application.gateway-rules.json, gateway-lists.json imported');
    expect(await policies()).toEqual(before);
    await house.call('clock.advance', { by: 120_000 });
    expect(await policies()).not.toEqual(before);
    await house.call('edit.undo');
    expect(await policies()).toEqual(before);
  });

  it('that adds keeps what is there, and says what comes twice', async () => {
    const before = await policies();
    const files = [{ ...shipped('one-policy.gateway-rules.json'), name: 'again.json' }];
    const { warnings, changes } = await house.call('import.preview', { files, policies: 'add' });
    expect(warnings.filter((warning) => warning.includes('comes twice'))).toHaveLength(before.length);
    expect(changes).toEqual([]);
  });

  it('into a new run keeps this one, edits and all', async () => {
    await house.call('environment.set', { path: 'destinations.wiki.up', value: 'false' });
    const first = (await house.call('snapshot')).run.id;
    await house.call('import.apply', { files: perApplication, to: 'new-run' });
    const { run, edits, policies: imported } = await house.call('snapshot');
    expect(run.id).not.toBe(first);
    expect(edits.undo).toBeUndefined();
    expect(imported.items.map(({ name }) => name)).not.toContain('Private range, weekly');
    await house.call('run.open', { id: first });
    expect((await house.call('snapshot')).edits.undo).toBe('wiki: up is false');
  });

  it('takes an environment with the exports it names, wherever those lay', async () => {
    const environment = shipped('per-application.environment.yaml');
    expect(await house.refusal('import.preview', { files: [environment] })).toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(
        /imports .*per-application\.gateway-rules\.json, which was not dropped with it: drop both together$/,
      ),
    });
    const files = [environment, ...perApplication.map((file) => ({ ...file, name: `folder/${file.name}` }))];
    expect(await house.call('import.preview', { files })).toMatchObject({ kind: 'environment', destinations: 16 });
    await house.call('import.apply', { files, to: 'this-run', now: true });
    expect((await house.call('environment.show')).name).toBe((await house.call('import.preview', { files })).name);
    await house.call('edit.undo');
  });
});
