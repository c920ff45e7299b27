import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';
import { run } from './run.ts';

const forms = join(process.cwd(), 'test', 'fixtures');
const profiles = [join(forms, 'api/profiles/devices/policies.json'), join(forms, 'api/profiles/devices/policy.json')];

describe('policy import', () => {
  it('has settings beside policies and lists where there are any', async () => {
    const { exit, stdout } = await run(['policy', 'import', ...profiles, '--json']);
    const document = JSON.parse(stdout) as Record<string, unknown>;
    expect([exit, Object.keys(document)]).toEqual([0, ['policies', 'lists', 'settings', 'warnings']]);
    expect(document.settings).toMatchObject({ client: { mode: 'traffic-and-dns', allowedToLeave: false } });
    const rules = await run(['policy', 'import', join(forms, 'api/envelope/rules.json'), '--json']);
    expect(Object.keys(JSON.parse(rules.stdout) as object)).toEqual(['policies', 'lists', 'warnings']);
  });

  it('says in words what is set, of the profile that is asked for', async () => {
    const { stdout } = await run(['policy', 'import', ...profiles, '--profile', 'contractors']);
    expect(stdout).toContain(
      'Settings: client mode Traffic only, 1 Split Tunnels entry in Include mode, the person may log the device out, the person may switch the client off, no fallback domains.',
    );
    const wrong = await run(['policy', 'import', ...profiles, '--profile', 'Sales']);
    expect([wrong.exit, wrong.stderr]).toEqual([2, expect.stringContaining('no device profile is called "Sales"')]);
  });
});

describe('an environment that imports settings', () => {
  let folder: string;
  const lines = (client: string, imports: readonly string[]) =>
    [
      'version: 1',
      'name: Small',
      'team: { name: Small, domain: small.cloudflareaccess.com }',
      'clock: { startAt: 2026-03-02T09:00:00Z }',
      'people: {}',
      'device: { name: d }',
      client,
      'destinations: {}',
      `policies: [${imports.join(', ')}]`,
    ].join('\n');
  const load = async (client: string, ...imports: readonly string[]) => {
    const path = join(folder, 'small.environment.yaml');
    await writeFile(path, lines(client, imports));
    return loadEnvironmentFile(path);
  };
  const imported = (form: string, more = '') => `{ import: ${JSON.stringify(join(forms, form))}${more} }`;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'settings-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('takes them where it says nothing itself', async () => {
    const { client, team, dns, access } = await load(
      'client: { allowedToLeave: true }',
      imported('api/profile-default/device-policy.json'),
      imported('api/organisation/organizations.json'),
    );
    expect(client).toMatchObject({ allowedToLeave: true, mode: 'traffic-and-dns', splitTunnel: { mode: 'exclude' } });
    expect(client.splitTunnel.entries).toHaveLength(3);
    expect(dns.localDomainFallback.map(({ suffix }) => suffix)).toEqual(['corp.internal', 'lab.internal']);
    expect(team.domain).toBe('small.cloudflareaccess.com');
    expect(access).toEqual({ clientSession: 36 * 3_600_000, appliesToAll: true, applications: {} });
  });

  it('names the device profile of which it takes them', async () => {
    const { client } = await load(
      'dns: {}',
      imported('api/profiles/devices/policies.json', ', profile: Contractors'),
      imported('api/profiles/devices/policy.json'),
    );
    expect(client.mode).toBe('traffic-only');
  });

  it('reads what it imports together: pages of one listing, lists and their items', async () => {
    const { policies, lists, warnings } = await load(
      'dns: { localDomainFallback: [] }',
      imported('api/pages/rules-2.json'),
      imported('api/pages/rules-1.json'),
      imported('api/pages/rules-3.json'),
      imported('api/items-by-name-of-list/lists.json'),
      imported('api/items-by-name-of-list/Wiki IPs.json'),
    );
    expect(policies.map(({ name }) => name)).toEqual(['Policy 3', 'Policy 4', 'Policy 1', 'Policy 2', 'Policy 5']);
    expect([lists.map(({ values }) => values?.length), warnings]).toEqual([[3], []]);
  });
});
