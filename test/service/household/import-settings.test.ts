import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type House, openHouse } from './house.ts';

const fixture = (name: string) => ({
  name,
  text: readFileSync(join(process.cwd(), 'test', 'fixtures', 'api', name), 'utf8'),
});
const devices = [fixture('profiles/devices/policies.json'), fixture('profiles/devices/policy.json')];
const organisation = fixture('organisation/organizations.json');

/** Runs in order: each step stands on the one before. */
describe('importing settings', { sequential: true }, () => {
  let house: House;
  const client = async () => (await house.call('snapshot')).client;
  const environment = async () => parse((await house.call('environment.show')).text) as Record<string, unknown>;

  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
  });
  afterAll(() => house.remove());

  it('says what would change, and which device profiles there are to choose from', async () => {
    const preview = await house.call('import.preview', { files: devices });
    expect(preview).toMatchObject({
      summary: 'no policies; settings of device and account.',
      changes: [],
      settings: [
        '3 Split Tunnels entries in Exclude mode',
        'the person may not log the device out',
        'the person may not switch the client off',
        '2 fallback domains',
      ],
      profiles: { names: ['Contractors', 'Kiosks', 'Default'], taken: 'Default' },
    });
    expect(preview.warnings[0]).toContain('device profile "Default" is taken');
  });

  it('says the same of another profile when it is named, and refuses one that is not there', async () => {
    const preview = await house.call('import.preview', { files: devices, profile: 'Contractors' });
    expect(preview.settings).toEqual([
      'client mode Traffic only',
      '1 Split Tunnels entry in Include mode',
      'no fallback domains',
    ]);
    expect(await house.refusal('import.preview', { files: devices, profile: 'Sales' })).toMatchObject({
      code: 'bad-input',
      message: 'no device profile is called "Sales": there is "Contractors", "Kiosks", "Default"',
    });
  });

  it('is one edit: device settings act after ten minutes, and undo takes all of it back', async () => {
    const [before, policies] = [await environment(), (await house.call('inspect')).policies];
    await house.call('import.apply', { files: [...devices, organisation], profile: 'Contractors', to: 'this-run' });
    expect((await client()).mode).toBe('traffic-and-dns');
    await house.call('clock.advance', { by: 600_000 });
    expect((await client()).mode).toBe('traffic-only');
    expect(await environment()).toMatchObject({
      team: { name: 'Acme', domain: 'acme.cloudflareaccess.com' },
      access: { clientSession: '36h', appliesToAll: true },
      client: { splitTunnel: { mode: 'include', entries: ['10.0.0.0/8'] } },
    });
    expect((await house.call('inspect')).policies.map(({ id }) => id)).toEqual(policies.map(({ id }) => id));
    await house.call('edit.undo');
    expect(await environment()).toEqual(before);
  });
});
