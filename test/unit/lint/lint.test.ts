import { describe, expect, it } from 'vitest';
import { lintPolicies } from '../../../app/lint/lint.ts';
import { loadEnvironmentFile } from '../../../main/files/load-environment.ts';
import { world } from '../../support/worlds.ts';

const wiki = 'net.dst.ip == 10.20.0.10';
const checked = (traffic: string, more: object = {}) => ({
  ...{ id: 'P1', name: 'Checked', precedence: 10, traffic, checkSession: '168h' },
  ...more,
});
const closed = {
  id: 'B',
  precedence: 900,
  action: 'block',
  traffic: 'net.dst.ip in {10.0.0.0/8 172.16.0.0/12 192.168.0.0/16}',
};
const allowed = (traffic: string, precedence: number, more: object = {}) => ({
  ...{ id: `A${precedence}`, precedence, traffic },
  ...more,
});

/** The codes of what is found; a Block below it all unless `open`. */
function find(changes: { policies: object[]; open?: boolean; [key: string]: unknown }): string[] {
  const { open = false, policies, ...rest } = changes;
  const environment = world({ ...rest, policies: open ? policies : [...policies, closed] });
  return lintPolicies(environment, environment).map(({ code, policy }) => `${code} ${policy.id}`);
}

/** Where a finding begins and ends, beyond the fixtures of `test/fixtures/lint`. */
const cases: Readonly<Record<string, { brings: Parameters<typeof find>[0][]; spares: Parameters<typeof find>[0][] }>> =
  {
    'whole-private-range': {
      brings: [
        { policies: [checked('net.dst.ip in {172.16.0.0/12}')] },
        { policies: [checked('net.dst.ip in {172.16.0.0/13 172.24.0.0/13}')] },
        { policies: [checked('net.dst.ip in {192.168.0.0..192.168.200.0 192.168.100.0..192.168.255.255}')] },
        { policies: [checked('net.dst.ip in $inside')], lists: [{ id: 'inside', values: ['192.168.0.0/16'] }] },
      ],
      spares: [
        { policies: [checked('net.dst.ip in {172.16.0.0/13}')] },
        { policies: [checked('net.dst.ip in {192.168.0.0..192.168.9.0 192.168.9.2..192.168.255.255}')] },
        { policies: [checked('net.dst.ip in {172.16.0.0/12} and net.dst.port == 443')] },
        { policies: [allowed('net.dst.ip in {172.16.0.0/12}', 10)] },
        {
          policies: [
            checked('not(net.dst.ip == 172.16.0.1)', {
              traffic: 'net.dst.ip in {172.16.0.0/12} and not(net.dst.ip == 172.16.0.1)',
            }),
          ],
        },
      ],
    },
    'resolver-in-check': {
      brings: [{ policies: [checked('net.dst.ip == 10.0.0.53')] }],
      spares: [{ policies: [allowed('net.dst.ip == 10.0.0.53', 5), checked('net.dst.ip in {10.0.0.0/24}')] }],
    },
    'excluded-destination': {
      brings: [{ policies: [checked(wiki)], client: { splitTunnel: { entries: ['10.20.0.0/16'] } } }],
      spares: [{ policies: [checked(wiki)], client: { splitTunnel: { entries: ['100.64.0.0/10'] } } }],
    },
    'unreachable-check': {
      brings: [
        { policies: [allowed('net.dst.ip in {10.20.0.0/16}', 5), checked(wiki)] },
        { policies: [allowed('', 5), checked(wiki)] },
        { policies: [checked(wiki, { id: 'P0', precedence: 5, checkSession: '24h' }), checked(wiki)] },
      ],
      spares: [
        { policies: [allowed('net.dst.ip in {10.20.0.0/16} and net.dst.port == 22', 5), checked(wiki)] },
        {
          policies: [
            allowed('net.dst.ip in {10.20.0.0/16}', 5, { identity: 'identity.email == "a@b.c"' }),
            checked(wiki),
          ],
        },
        { policies: [allowed('net.dst.ip in {10.20.0.0/16}', 20), checked(wiki)] },
        { policies: [allowed('net.dst.ip in {10.20.0.0/16}', 5, { enabled: false }), checked(wiki)] },
      ],
    },
    'stricter-below-broader': {
      brings: [
        {
          policies: [
            checked('net.dst.ip in {10.20.0.0/16}', { id: 'P0', precedence: 5 }),
            checked(wiki, { checkSession: '8h' }),
          ],
        },
      ],
      spares: [
        {
          policies: [
            checked('net.dst.ip in {10.20.0.0/16}', { id: 'P0', precedence: 20 }),
            checked(wiki, { checkSession: '8h' }),
          ],
        },
      ],
    },
    'equal-precedence': {
      brings: [{ policies: [checked(wiki), allowed('net.dst.ip == 10.20.0.30', 10)] }],
      spares: [
        { policies: [checked(wiki), allowed('net.dst.ip == 10.20.0.30', 11)] },
        { policies: [checked(wiki), allowed('', 10, { filter: 'http' })] },
        { policies: [checked(wiki), allowed('net.dst.ip == 10.20.0.30', 10, { enabled: false })] },
      ],
    },
    'missing-catch-all-block': {
      brings: [{ policies: [checked(wiki)], open: true }],
      spares: [{ policies: [checked(wiki)] }, { policies: [checked('net.dst.ip in {10.0.0.0/8}')], open: true }],
    },
    'unit-slip': {
      brings: [
        { policies: [checked(wiki, { checkSession: '2m' })] },
        { policies: [checked(wiki, { checkSession: '7200h' })] },
      ],
      spares: [
        { policies: [checked(wiki, { checkSession: '5m' })] },
        { policies: [checked(wiki, { checkSession: '2160h' })] },
      ],
    },
    'baseline-outside-range': {
      brings: [
        { policies: [checked('net.dst.ip in {10.20.0.0/16}', { checkSession: '24h' })] },
        { policies: [checked('net.dst.ip in {10.20.0.0/16}', { checkSession: '400h' })] },
      ],
      spares: [
        { policies: [checked('net.dst.ip in {10.20.0.0/16}', { checkSession: '72h' })] },
        { policies: [checked(wiki, { checkSession: '24h' })] },
      ],
    },
    'unequal-baselines': {
      brings: [
        {
          policies: [
            checked('net.dst.ip in {10.20.0.0/16}', { id: 'P0', precedence: 5, checkSession: '72h' }),
            checked('net.dst.ip in {10.30.0.0/16}'),
          ],
        },
      ],
      spares: [
        {
          policies: [
            checked('net.dst.ip in {10.20.0.0/16}', { id: 'P0', precedence: 5 }),
            checked('net.dst.ip in {10.30.0.0/16}'),
          ],
        },
      ],
    },
  };

describe.each(Object.entries(cases))('the finding %s', (code, { brings, spares }) => {
  it.each(brings.map((changes) => [JSON.stringify(changes.policies), changes] as const))(
    'is brought by %s',
    (_what, changes) => {
      expect(find(changes).filter((one) => one.startsWith(`${code} `))).toHaveLength(1);
    },
  );

  it.each(spares.map((changes) => [JSON.stringify(changes.policies), changes] as const))(
    'spares %s',
    (_what, changes) => {
      expect(find(changes).filter((one) => one.startsWith(`${code} `))).toEqual([]);
    },
  );
});

describe('lint', () => {
  it('finds the mistake in the shipped example of it, and nothing in the recommended design', async () => {
    const load = (name: string) => loadEnvironmentFile(`examples/acme/${name}.environment.yaml`);
    const mistaken = await load('one-policy');
    expect(lintPolicies(mistaken, mistaken).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['whole-private-range', 'resolver-in-check']),
    );
    const recommended = await load('per-application');
    expect(lintPolicies(recommended, recommended)).toEqual([]);
  });

  it('names errors first', () => {
    const found = find({
      policies: [checked(wiki, { enabled: false }), checked('net.dst.ip == 10.0.0.53', { id: 'P2', precedence: 11 })],
    });
    expect(found).toEqual(['resolver-in-check P2', 'disabled-check P1']);
  });

  it('says what to do about each, and why', () => {
    const environment = world({ policies: [checked('net.dst.ip in {10.0.0.0/8}', { checkSession: '2m' })] });
    for (const { message, fix, reason } of lintPolicies(environment, environment)) {
      expect([message, fix, reason].every((text) => /^[A-Z“].*[.]$/.test(text))).toBe(true);
    }
  });
});
