import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../../app/errors.ts';
import { browserFacts } from '../../../app/network/browser-facts.ts';
import type { ConnectionAttempt } from '../../../app/session/command.ts';
import { engineVersion } from '../../../app/session/engine-version.ts';
import { evolve } from '../../../app/session/evolve.ts';
import { judgeConnection } from '../../../app/session/judge.ts';
import type { State } from '../../../app/session/state.ts';
import { hour } from '../../../app/time/instant.ts';
import { past, start, world } from '../../support/worlds.ts';

const ofWiki = (more: object = {}) => ({
  ...{ id: 'H1', precedence: 10, filter: 'http', traffic: 'http.request.host == "wiki.corp.internal"' },
  ...more,
});
const toWiki = (more: object = {}) => ({ id: 'N1', precedence: 10, traffic: 'net.dst.ip == 10.20.0.10', ...more });

const http: ConnectionAttempt = {
  ...{ host: '10.20.0.10', port: 80, protocol: 'tcp' },
  facts: browserFacts('http', 'wiki.corp.internal'),
};
const https: ConnectionAttempt = {
  ...{ host: '10.20.0.10', port: 443, protocol: 'tcp' },
  facts: browserFacts('https', 'wiki.corp.internal'),
};

function stateOf(changes: object): State {
  const environment = world(changes);
  return evolve(undefined, { at: start, type: 'run-started', engine: engineVersion, environment });
}

function judge(changes: object, attempt: ConnectionAttempt, at = start) {
  return judgeConnection(stateOf(changes), attempt, at, { useCache: false });
}

const open = { gateway: { tlsDecryption: true } };

describe('HTTP policies', () => {
  it('come after network policies, which end it when they refuse', () => {
    const policies = [toWiki({ action: 'block' }), ofWiki({ action: 'block' })];
    expect(judge({ ...open, policies }, https).verdict).toMatchObject({ stage: 'network', policy: { id: 'N1' } });
  });

  it('refuse what network policies have let through', () => {
    const policies = [toWiki({ checkSession: '168h' }), ofWiki({ checkSession: '8h' })];
    const { verdict } = judge({ ...open, policies }, https, past('9h'));
    expect(verdict).toMatchObject({ class: 'session', stage: 'http', policy: { id: 'H1' }, limitSeconds: 8 * 3600 });
    expect(verdict.trace.flatMap((step) => (step.step === 'matched' ? [step.policy] : []))).toEqual(['N1', 'H1']);
  });

  it.each([
    ['plain HTTP on port 80', http, {}, 'http'],
    ['HTTPS on port 443 with TLS decryption', https, open, 'http'],
    ['HTTPS without TLS decryption', https, {}, 'network'],
    ['HTTP on another port', { ...http, port: 8080 }, {}, 'network'],
    ['HTTPS on another port', { ...https, port: 8443 }, open, 'network'],
    ['what is no HTTP', { ...http, facts: { detectedProtocol: 'ssh' } }, {}, 'network'],
    ['UDP', { ...https, port: 53, protocol: 'udp' }, open, 'network'],
  ] as const)('judge %s or leave it alone', (_what, attempt, settings, stage) => {
    const ports = { 80: 'http', 443: 'https', 8080: 'http', 8443: 'https', 53: 'dns' };
    const changes = { ...settings, destinations: { wiki: { ports } }, policies: [ofWiki({ action: 'block' })] };
    const { outcome, stage: reached } = judge(changes, attempt).verdict;
    expect([outcome, reached]).toEqual([stage === 'http' ? 'refused' : 'allowed', stage]);
  });

  it('wait for the request of a connection that has not made one', () => {
    const { request: _later, ...facts } = https.facts ?? {};
    const { verdict } = judge({ ...open, policies: [ofWiki({ action: 'block' })] }, { ...https, facts });
    expect(verdict).toMatchObject({ outcome: 'allowed', stage: 'network' });
    expect(verdict.trace).toContainEqual({ step: 'not-inspected', because: 'no-request-yet' });
  });

  it('do not see what one of them says not to inspect, whatever its precedence', () => {
    const spare = ofWiki({ id: 'D1', precedence: 99, action: 'off' });
    const { verdict } = judge({ ...open, policies: [ofWiki({ action: 'block' }), spare] }, https);
    expect(verdict).toMatchObject({ outcome: 'allowed', stage: 'network' });
  });

  it('judge whether to inspect HTTPS by the name in the ClientHello, not by what is inside', () => {
    const spare = ofWiki({ id: 'D1', action: 'off', traffic: 'http.request.host == "other.example"' });
    const facts = { ...https.facts, sni: 'other.example' };
    const { verdict } = judge({ ...open, policies: [ofWiki({ action: 'block' }), spare] }, { ...https, facts });
    expect(verdict.outcome).toBe('allowed');
  });

  it('allow what none of them matches, and leave out isolation', () => {
    const policies = [
      ofWiki({ action: 'isolate' }),
      ofWiki({ id: 'H2', action: 'block', traffic: 'http.request.host == "x"' }),
    ];
    expect(judge({ ...open, policies }, https).verdict).toMatchObject({ outcome: 'allowed', stage: 'http' });
  });

  it.each([
    ['http.request.uri', 'https://wiki.corp.internal/a/b?c=d'],
    ['http.request.uri.path', '/a/b'],
    ['http.request.uri.path_and_query', '/a/b?c=d'],
    ['http.request.uri.query', 'c=d'],
    ['http.request.method', 'PUT'],
    ['http.request.host', 'wiki.corp.internal'],
  ])('read %s', (field, value) => {
    const request = { host: 'wiki.corp.internal', method: 'PUT', path: '/a/b?c=d' };
    const policies = [ofWiki({ action: 'block', traffic: `${field} == "${value}"` })];
    const { verdict } = judge({ ...open, policies }, { ...https, facts: { ...https.facts, request } });
    expect(verdict.policy?.id).toBe('H1');
  });

  it('alone judge a further request on an open flow, though its network policy has expired', () => {
    const policies = [toWiki({ checkSession: '2h' }), ofWiki({ checkSession: '8h' })];
    const opened = stateOf({ ...open, policies });
    const flow = {
      ...{ id: 'f1', destination: 'wiki', host: '10.20.0.10', address: '10.20.0.10', port: 443 },
      ...{ protocol: 'tcp' as const, openedAt: start, ageAtOpening: 0, lastActiveAt: start, keptBusy: false },
    } as const;
    const state = evolve(opened, { at: start, type: 'flow-opened', flow });
    const request = { ...https, onFlow: 'f1' };
    const at = (span: string) => judgeConnection(state, request, past(span), { useCache: false }).verdict;
    expect(at('7h')).toMatchObject({ outcome: 'allowed', stage: 'http' });
    expect(at('9h')).toMatchObject({ class: 'session', stage: 'http' });
  });

  it('are all that Local proxy mode has, and it carries nothing but what comes by its proxy', () => {
    const policies = [toWiki({ action: 'block' }), ofWiki({ checkSession: '8h' })];
    const changes = { client: { mode: 'local-proxy' }, policies };
    expect(judge(changes, http).verdict).toMatchObject({ outcome: 'bypassed', class: 'mode' });
    const proxied = { ...http, host: 'wiki.corp.internal', byLocalProxy: true } as const;
    expect(judge(changes, proxied).verdict).toMatchObject({ outcome: 'allowed', stage: 'http' });
    expect(judge(changes, proxied, past('8h')).verdict).toMatchObject({ class: 'session', stage: 'http' });
  });
});

describe('an Access application', () => {
  const access = (application: object, more: object = {}) => ({
    access: { ...more, applications: { app: { destinations: ['10.20.0.10/32'], ...application } } },
  });
  const limited = access({ usesClientSession: true, clientSession: '24h' });

  it('refuses what the policies allow, from its own limit on', () => {
    const changes = { ...limited, policies: [toWiki({ checkSession: '168h' })] };
    const { verdict, expires } = judge(changes, https, past('24h') - 1);
    expect(verdict).toMatchObject({ outcome: 'allowed', application: 'app', limitSeconds: 24 * 3600 });
    expect(expires).toEqual({ at: past('24h'), class: 'access', under: 'app' });
    const { policy, ...refused } = judge(changes, https, past('24h')).verdict;
    expect(refused).toMatchObject({ outcome: 'refused', class: 'access', stage: 'access', application: 'app' });
    expect(policy).toBeUndefined();
  });

  it('says nothing of a limit that runs out before its own', () => {
    const { verdict, expires } = judge({ ...limited, policies: [toWiki({ checkSession: '8h' })] }, https);
    expect(verdict).toMatchObject({ policy: { id: 'N1' }, limitSeconds: 8 * 3600 });
    expect(verdict.application).toBeUndefined();
    expect(expires).toEqual({ at: past('8h'), class: 'session', under: 'N1' });
  });

  it('is not asked when a policy refuses', () => {
    const changes = { ...limited, policies: [toWiki({ action: 'block' })] };
    expect(judge(changes, https, past('30h')).verdict).toMatchObject({ class: 'block', stage: 'network' });
  });

  it.each([
    ['its own duration', access({ usesClientSession: true, clientSession: '2h' }, { clientSession: '9h' }), 2],
    ['the organisation’s', access({ usesClientSession: true }, { clientSession: '9h' }), 9],
    ['the organisation’s, which applies to all', access({}, { clientSession: '9h', appliesToAll: true }), 9],
    [
      'none when it opts out',
      access({ usesClientSession: false }, { clientSession: '9h', appliesToAll: true }),
      undefined,
    ],
    ['none when it does not opt in', access({ clientSession: '2h' }), undefined],
    ['none on another port', access({ usesClientSession: true, clientSession: '2h', ports: [22] }), undefined],
    [
      'none at another place',
      access({ usesClientSession: true, clientSession: '2h', destinations: ['10.9.9.9'] }),
      undefined,
    ],
  ])('has as its limit %s', (_whose, changes, hours) => {
    const { expires } = judge({ ...changes, policies: [] }, https);
    expect(expires?.at).toBe(hours === undefined ? undefined : start + hours * hour);
  });

  it.each([
    ['a host', ['wiki.corp.internal']],
    ['a domain', ['*.corp.internal']],
  ])('is found by %s', (_what, destinations) => {
    const changes = access({ usesClientSession: true, clientSession: '2h', destinations });
    const attempt = { ...https, host: 'wiki.corp.internal' };
    expect(judge({ ...changes, policies: [] }, attempt, past('2h')).verdict.class).toBe('access');
  });

  it('lets policies say that its traffic is an application’s', () => {
    const policies = [toWiki({ traffic: 'access.private_app', action: 'block' })];
    expect(judge({ ...limited, policies }, https).verdict.class).toBe('block');
    expect(judge({ policies }, https).verdict.outcome).toBe('allowed');
  });

  it('is judged with each request where requests are', () => {
    const { request: _later, ...facts } = https.facts ?? {};
    const changes = { ...open, ...limited, policies: [ofWiki()] };
    expect(judge(changes, { ...https, facts }, past('30h')).verdict.outcome).toBe('allowed');
    expect(judge(changes, https, past('30h')).verdict.class).toBe('access');
  });
});

describe('facts', () => {
  const blocked = (traffic: string) => ({ policies: [toWiki({ action: 'block', traffic })] });

  it.each([
    [
      'a destination',
      { destinations: { wiki: { facts: { 'net.dst.geo.country': 'DE' } } } },
      'net.dst.geo.country == "DE"',
    ],
    [
      'a destination, by an alias',
      { destinations: { wiki: { facts: { 'app.ids': [505] } } } },
      'any(app.ids[*] in {505})',
    ],
    ['the device', { device: { facts: { 'net.vnet_id': 'v1' } } }, 'net.vnet_id == "v1"'],
    [
      'the person',
      { people: { alice: { facts: { 'identity.groups.id': ['g1'] } } } },
      'any(identity.groups.id[*] == "g1")',
    ],
    [
      'the person, for an attribute',
      { people: { alice: { facts: { 'identity.saml_attributes': { unit: ['it'] } } } } },
      'any(identity.saml_attributes["unit"][*] == "it")',
    ],
    ['the device’s posture', { device: { posture: { fw: 'failed' } } }, 'any(device_posture.checks.failed[*] == "fw")'],
    ['nobody: a default', {}, 'net.onramp.type == "device_client"'],
    [
      'the device against the default',
      { device: { facts: { 'net.onramp.type': 'mesh' } } },
      'net.onramp.type == "mesh"',
    ],
  ])('of %s are read by policies', (_whose, changes, traffic) => {
    expect(judge({ ...changes, ...blocked(traffic) }, https).verdict.class).toBe('block');
  });

  it('that are not given leave the field without a value', () => {
    expect(judge(blocked('net.dst.geo.country == "DE"'), https).verdict.outcome).toBe('allowed');
    expect(judge(blocked('net.dst.geo.country != "DE"'), https).verdict.class).toBe('block');
  });

  it('of a person count as of the last sign-in', () => {
    const state = stateOf(blocked('any(identity.groups.id[*] == "g1")'));
    const people = { alice: { facts: { 'identity.groups.id': ['g1'] } } };
    const edited = { ...state, environment: world({ ...blocked('any(identity.groups.id[*] == "g1")'), people }) };
    expect(judgeConnection(edited, https, start, { useCache: false }).verdict.outcome).toBe('allowed');
  });

  it.each([
    [
      'a field that there is not',
      { 'net.dst.continent': 'EU' },
      'destinations.wiki.facts.net.dst.continent',
      /unknown/,
    ],
    ['a value of another type', { 'app.ids': ['x'] }, 'destinations.wiki.facts.app.ids[0]', /Int/],
    [
      'what the emulator knows by itself',
      { 'net.dst.ip': '10.0.0.1' },
      'destinations.wiki.facts.net.dst.ip',
      /by itself/,
    ],
    ['the same by an alias', { 'http.host': 'x' }, 'destinations.wiki.facts.http.host', /by itself/],
  ])('are refused with their place: %s', (_what, facts, path, message) => {
    const decode = () => world({ destinations: { wiki: { facts } } });
    expect(decode).toThrow(DecodeError);
    try {
      decode();
    } catch (fault) {
      expect((fault as DecodeError).faults).toEqual([
        expect.objectContaining({ path, message: expect.stringMatching(message) }),
      ]);
    }
  });
});

it('tells of the policies nearest to the match, and counts the others that failed on the person alone', () => {
  const others = Array.from({ length: 1_000 }, (_, n) =>
    toWiki({ id: `G${n}`, precedence: n, identity: `any(identity.groups.name[*] == "g${n}")` }),
  );
  const { verdict } = judge({ policies: [...others, toWiki({ id: 'B', precedence: 9_999, action: 'block' })] }, https);
  expect(verdict).toMatchObject({ class: 'identity', policy: { id: 'B' } });
  const told = verdict.trace.filter(({ step }) => step === 'passed-over' || step === 'passed-over-others');
  expect(told).toHaveLength(21);
  expect(told[0]).toEqual({ step: 'passed-over-others', count: 980 });
  expect(told.at(-1)).toMatchObject({ policy: 'G999' });
});
