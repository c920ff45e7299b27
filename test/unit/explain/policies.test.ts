import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../app/environment/environment.ts';
import { phasesAsked } from '../../../app/explain/asked-phases.ts';
import { explainPolicies, type PhaseTold, type PolicyPage } from '../../../app/explain/explain-policies.ts';
import { showIp } from '../../../app/expression/address.ts';
import { compileExpression } from '../../../app/expression/compile.ts';
import { gatewayFields } from '../../../app/expression/fields.ts';
import { listTableOf } from '../../../app/policy/lists.ts';
import type { ConnectionAttempt } from '../../../app/session/command.ts';
import { judgeConnection } from '../../../app/session/judge.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';
import { randomAddress, randomLists, randomPolicies } from '../policy/random-policies.ts';

const wiki: ConnectionAttempt = { host: '10.20.0.10', port: 443, protocol: 'tcp' };

function explained(environment: Environment, attempt = wiki, page: PolicyPage = {}) {
  const { state } = story(environment);
  const { verdict } = judgeConnection(state, attempt, past('1h'), { useCache: false });
  return { state, verdict, phases: explainPolicies(state, attempt, verdict.trace, page) };
}

function only(phases: readonly PhaseTold[]): PhaseTold {
  const [phase] = phases;
  if (phase === undefined || phases.length !== 1) throw new Error(`${phases.length} phases were told`);
  return phase;
}

const withPolicies = (...policies: readonly object[]) =>
  world({ policies: policies.map((policy, index) => ({ id: `p${index + 1}`, precedence: index, ...policy })) });

/** The first told policy of a world with one policy, and its conditions. */
function told(policy: object, attempt = wiki) {
  const [first] = only(explained(withPolicies(policy), attempt, { all: true }).phases).told;
  if (first === undefined) throw new Error('nothing was told');
  return first;
}

describe('policies in order', () => {
  const phase = only(
    explained(
      withPolicies(
        { traffic: 'net.dst.ip == 10.20.0.20' },
        { traffic: 'net.dst.ip == 10.20.0.10 and net.dst.port == 80' },
        { traffic: 'net.dst.ip == 10.20.0.10', enabled: false, action: 'block' },
        { traffic: 'net.dst.ip == 10.20.0.10', identity: 'identity.email == "bob@example.com"' },
        { traffic: 'net.dst.ip == 10.20.0.10', devicePosture: 'any(device_posture.checks.passed[*] == "fw")' },
        { traffic: 'net.dst.ip in {10.20.0.10/8}' },
        { traffic: 'net.dst.ip in {10.0.0.0/8}' },
        { action: 'block' },
      ),
    ).phases,
  );

  it('tell what came of each up to the match, and count the rest', () => {
    expect(phase.told.map(({ place, result }) => [place, result])).toEqual([
      [2, 'no-match'],
      [3, 'disabled'],
      [4, 'identity-failed'],
      [5, 'posture-failed'],
      [6, 'unresolved'],
      [7, 'matched'],
    ]);
    expect(phase).toMatchObject({ total: 8, otherDestinations: 1, disabled: 1, notReached: 1, more: 0 });
    expect(phase.matched).toEqual({ id: 'p7', name: 'p7', place: 7 });
  });

  it('say in one sentence why each did or did not match', () => {
    expect(phase.told.map(({ because }) => because)).toEqual([
      'Its traffic does not match: net.dst.port is 443, not 80.',
      'It is disabled, so it is never asked. Enabled, it would match.',
      'Its traffic matches, its identity does not: identity.email is "alice@example.com", not "bob@example.com".',
      'Its traffic matches, its device posture does not: device_posture.checks.passed is empty, and any() of nothing is false.',
      'It can’t be evaluated, so it never matches: "10.20.0.10/8" is no network.',
      'All of it holds.',
    ]);
  });

  it('say of a disabled one as data whether it would match', () => {
    expect(phase.told.filter(({ wouldMatch }) => wouldMatch).map(({ place }) => place)).toEqual([3]);
  });

  it('carry the faults with their places', () => {
    expect(phase.told[4]?.faults).toMatchObject([
      { part: 'traffic', at: { line: 1, column: 16 }, hint: expect.stringContaining('10.0.0.0/8') },
    ]);
  });

  it('are told to the end when none matches', () => {
    const { phases, verdict } = explained(withPolicies({ traffic: 'net.dst.port == 22' }));
    expect(verdict.outcome).toBe('allowed');
    expect(only(phases)).toMatchObject({ total: 1, told: [{ result: 'no-match' }], notReached: 0 });
    expect(only(phases).matched).toBeUndefined();
  });

  it('come phase by phase, those of the name before those of the connection', () => {
    const { phases } = explained(withPolicies({ traffic: 'net.dst.port == 53' }), {
      ...wiki,
      host: 'wiki.corp.internal',
    });
    expect(phases.map(({ phase: name, about }) => [name, about])).toEqual([
      ['network', '10.0.0.53, udp port 53'],
      ['network', '10.20.0.10, tcp port 443'],
    ]);
  });

  it('come with the HTTP phase where a request is seen', () => {
    const environment = withPolicies(
      { traffic: 'http.request.host == "wiki.corp.internal"', filter: 'http', action: 'off', enabled: true },
      { traffic: 'http.request.uri.path == "/secret"', filter: 'http', action: 'block' },
    );
    const request = { host: '10.20.0.10', method: 'GET', path: '/secret' };
    const { phases, verdict } = explained(environment, {
      ...{ host: '10.20.0.10', port: 80, protocol: 'tcp' },
      facts: { detectedProtocol: 'http', request },
    });
    expect(verdict.class).toBe('block');
    expect(phases.map(({ phase: name, told: policies }) => [name, policies.map(({ result }) => result)])).toEqual([
      ['network', []],
      ['do-not-inspect', []],
      ['http', ['matched']],
    ]);
  });

  it('are none where no policy is asked', () => {
    expect(explained(world({ client: { connected: false } })).phases).toEqual([]);
  });
});

describe('a told condition', () => {
  it.each([
    ['net.dst.ip in {10.0.0.0/24}', 'net.dst.ip is 10.20.0.10, which is not in {10.0.0.0/24}'],
    ['net.dst.port in {80 443 8000..8010}', 'net.dst.port is 443, which is in {80 443 8000..8010}'],
    ['net.dst.port != 443', 'net.dst.port is 443'],
    ['net.dst.port > 1000', 'net.dst.port is 443, which is not greater than 1000'],
    ['net.dst.port & 2', 'net.dst.port is 443, which shares a bit with 2'],
    ['net.protocol contains "cp"', 'net.protocol is "tcp", which contains "cp"'],
    ['net.protocol matches "^udp$"', 'net.protocol is "tcp", which does not match "^udp$"'],
    ['not net.protocol wildcard "T*"', 'net.protocol is "tcp", which matches "T*"'],
    ['access.private_app', 'access.private_app is false'],
    ['any(identity.groups.name[*] in {"staff"})', 'identity.groups.name is ["staff"], of which one is in {"staff"}'],
    ['all(identity.groups.name[*] == "it")', 'identity.groups.name is ["staff"], of which one is not "it"'],
    ['identity.groups.name == "it"', 'identity.groups.name is ["staff"], of which none is "it"'],
    ['net.dst.ip != 10.0.0.0/8', 'net.dst.ip is 10.20.0.10, which is in {10.0.0.0/8}'],
    [
      'net.dst.geo.country == "DE"',
      'net.dst.geo.country has no value: the emulator can’t know it; give the destination one under `facts`',
    ],
    [
      'net.dst.geo.country != "DE"',
      'net.dst.geo.country has no value, and what has none differs from everything: the emulator can’t know it; give the destination one under `facts`',
    ],
    ['net.sni.host == "a"', 'net.sni.host has no value: the client’s first bytes named no host'],
    ['http.request.host == "a"', 'http.request.host has no value: no network policy can read it'],
  ])('%s says why', (traffic, why) => {
    expect(told({ traffic }).conditions.map((condition) => condition.why)).toEqual([why]);
  });

  it('takes the value that the environment gives under facts', () => {
    const environment = world({
      policies: [{ id: 'p1', precedence: 1, traffic: 'net.dst.geo.country == "DE"' }],
      destinations: { wiki: { facts: { 'net.dst.geo.country': 'DE' } } },
    });
    const [condition] = only(explained(environment).phases).told[0]?.conditions ?? [];
    expect(condition).toMatchObject({ value: true, actual: '"DE"', why: 'net.dst.geo.country is "DE"' });
    expect(condition?.missing).toBeUndefined();
  });

  it('names a list by its name', () => {
    const id = 'aaaaaaaa-0000-4000-8000-000000000001';
    const environment = world({
      policies: [{ id: 'p1', precedence: 1, traffic: `net.dst.ip in $${id}` }],
      lists: [{ id, name: 'Servers', type: 'IP', values: ['10.99.0.0/16'] }],
    });
    expect(only(explained(environment, wiki, { all: true }).phases).told[0]?.because).toBe(
      'Its traffic does not match: net.dst.ip is 10.20.0.10, which is not in the list “Servers”.',
    );
  });

  it('bounds what it says of a long set', () => {
    const ports = Array.from({ length: 500 }, (_, index) => 1000 + 2 * index).join(' ');
    expect(told({ traffic: `net.dst.port in {${ports}}` }).because).toContain('1010 and 494 more}');
  });

  it('tells what stands behind a not, and keeps the value of the text itself', () => {
    const { conditions, result } = told({ traffic: 'not(net.dst.port == 443 or net.dst.port == 80)' });
    expect(result).toBe('no-match');
    expect(conditions.map(({ text, value, negated, decisive }) => [text, value, negated, decisive])).toEqual([
      ['net.dst.port == 443', true, true, true],
      ['net.dst.port == 80', false, true, false],
    ]);
  });

  it('marks of several what decided', () => {
    const traffic = 'net.dst.port == 443 and (net.dst.port == 1 or net.dst.port == 2) and net.protocol == "tcp"';
    expect(told({ traffic }).conditions.map(({ decisive }) => decisive)).toEqual([false, true, true, false]);
  });
});

describe('many policies', () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    ...{ id: `m${index}`, precedence: index + 1 },
    traffic: `net.dst.ip in {10.${index >> 8}.${index & 255}.0/24} and net.dst.port == 443`,
  }));

  it('are counted where the destination alone rules them out', () => {
    const { phases } = explained(world({ policies: many }));
    expect(only(phases)).toMatchObject({
      ...{ total: 10_000, otherDestinations: 5120, notReached: 4879, more: 0 },
      told: [{ place: 5121, result: 'matched' }],
    });
  });

  it('are told a page at a time, in order, when all are asked for', () => {
    const { phases } = explained(world({ policies: many }), wiki, { all: true, offset: 5000 });
    const { told: page, more, offset } = only(phases);
    expect(page.map(({ place }) => place)).toEqual(Array.from({ length: 200 }, (_, index) => 5001 + index));
    expect([page[120]?.result, page[121]?.result]).toEqual(['matched', 'not-reached']);
    expect({ more, offset }).toEqual({ more: 4800, offset: 5000 });
  });

  it('fit into an answer of a bounded size however many are worth telling', () => {
    const traffic = 'net.dst.port == 444';
    const { phases } = explained(world({ policies: many.map((policy) => ({ ...policy, traffic })) }));
    expect(only(phases)).toMatchObject({ otherDestinations: 0, more: 9800 });
    expect(only(phases).told).toHaveLength(200);
  });
});

describe('whatever the policies, their explanation', () => {
  it('finds the match that the engine finds, and of each condition what its text says by itself', () => {
    let matches = 0;
    const groups = fc.record({ email: fc.constantFrom('a', 'b'), check: fc.constantFrom('passed', 'failed') });
    fc.assert(
      fc.property(randomPolicies, randomAddress, fc.constantFrom(443, 80), groups, (policies, ip, port, given) => {
        const base = world({ device: { posture: { a: given.check } } });
        const { state, verdict, phases } = explained(
          {
            ...base,
            policies,
            lists: randomLists,
            people: { ...base.people, alice: { ...base.people.alice, email: given.email } as never },
            destinations: {
              one: {
                host: 'one.example',
                address: showIp(ip),
                ports: { [port]: 'tcp-echo' },
                up: true,
                delay: 0,
                outside: false,
                facts: {},
              },
            },
          },
          { host: showIp(ip), port, protocol: 'tcp' },
          { all: true },
        );
        const phase = only(phases);
        expect(phase.matched?.id).toBe(verdict.policy?.id);
        if (phase.matched !== undefined) matches += 1;
        const [asked] = phasesAsked(state, { host: showIp(ip), port, protocol: 'tcp' }, verdict.trace);
        const options = { fields: gatewayFields, lists: listTableOf(randomLists) };
        for (const { conditions } of phase.told) {
          for (const { text, value } of conditions) {
            const alone = compileExpression(text, options);
            expect([text, alone.ok && asked !== undefined && alone.expression.matches(asked.context)]).toEqual([
              text,
              value,
            ]);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(matches).toBeGreaterThan(60);
  });
});
