import { describe, expect, it } from 'vitest';
import { Emulator } from '../../../app/emulator.ts';
import { adminCodeAt } from '../../../app/session/client-switch.ts';
import { judgeConnection, judgeLookup } from '../../../app/session/judge.ts';
import { hour, minute } from '../../../app/time/instant.ts';
import { nextNotable } from '../../../app/view/outlook.ts';
import { connectionStatus } from '../../../app/view/snapshot.ts';
import { createMemoryEventLog } from '../../../main/adapters/memory-event-log.ts';
import { past, world } from '../../support/worlds.ts';

async function start(changes: object): Promise<Emulator> {
  const emulator = new Emulator({ log: createMemoryEventLog(), time: { now: () => 0 } });
  await emulator.submit({ type: 'start-run', environment: world(changes) });
  return emulator;
}

const to = (span: string) => ({ type: 'advance', to: past(span), jump: true }) as const;

describe('a client that was switched off', () => {
  it('connects again by itself after the time that the administrator set, and not before', async () => {
    const emulator = await start({ client: { autoConnect: '3h' } });
    await emulator.submit(to('1h'));
    await emulator.submit({ type: 'disconnect-client' });
    expect(nextNotable(emulator.state, emulator.now)).toEqual({
      at: past('4h'),
      what: 'The client connects again by itself',
    });
    await emulator.submit({ type: 'advance', to: past('4h') - 1, jump: true });
    expect(connectionStatus(emulator.state)).toBe('Disconnected');
    await emulator.submit(to('4h'));
    expect(connectionStatus(emulator.state)).toBe('Connected');
    expect(emulator.state.client).toEqual({ connected: true });
  });

  it('stays off without such a time', async () => {
    const emulator = await start({});
    await emulator.submit({ type: 'disconnect-client' });
    await emulator.submit(to('2000h'));
    expect(connectionStatus(emulator.state)).toBe('Disconnected');
  });

  it('is not connected twice when somebody was quicker', async () => {
    const emulator = await start({ client: { autoConnect: '3h' } });
    await emulator.submit({ type: 'disconnect-client' });
    await emulator.submit(to('1h'));
    await emulator.submit({ type: 'connect-client' });
    expect(await emulator.submit(to('9h'))).toEqual([expect.objectContaining({ type: 'clock-jumped' })]);
  });
});

it('can’t be switched off where the administrator locked the switch', async () => {
  const emulator = await start({ client: { switchLocked: true } });
  await expect(emulator.submit({ type: 'disconnect-client' })).rejects.toMatchObject({ code: 'switch-locked' });
  expect(connectionStatus(emulator.state)).toBe('Connected');
});

describe('a locked switch with codes from the administrator', () => {
  const locked = { client: { switchLocked: true, adminOverride: '1h' } };

  it('can be used for as long as the administrator set, from the code on', async () => {
    const emulator = await start(locked);
    await emulator.submit(to('2h'));
    await emulator.submit({ type: 'unlock-switch', code: adminCodeAt(emulator.state, emulator.now) });
    await emulator.submit({ type: 'disconnect-client' });
    expect(connectionStatus(emulator.state)).toBe('Disconnected');
    expect(nextNotable(emulator.state, emulator.now)).toEqual({
      at: past('3h'),
      what: 'The client’s switch is locked again',
    });
    const types = (await emulator.submit(to('3h'))).map(({ type }) => type);
    expect(types).toEqual(['switch-locked', 'client-connected', 'clock-jumped']);
    expect(emulator.state.client).toEqual({ connected: true });
    await expect(emulator.submit({ type: 'disconnect-client' })).rejects.toMatchObject({ code: 'switch-locked' });
  });

  it('takes a code of an earlier hour, and begins its time anew with each', async () => {
    const emulator = await start(locked);
    const code = adminCodeAt(emulator.state, emulator.now);
    await emulator.submit(to('20h'));
    expect(adminCodeAt(emulator.state, emulator.now)).not.toBe(code);
    await emulator.submit({ type: 'unlock-switch', code });
    await emulator.submit({ type: 'advance', to: past('20h') + 50 * minute, jump: true });
    await emulator.submit({ type: 'unlock-switch', code });
    expect(emulator.state.client).toEqual({ connected: true, unlockedUntil: past('21h') + 50 * minute });
  });

  it('is left as it is by the end of the time where the client was on again already', async () => {
    const emulator = await start(locked);
    await emulator.submit({ type: 'unlock-switch', code: adminCodeAt(emulator.state, emulator.now) });
    await emulator.submit({ type: 'disconnect-client' });
    await emulator.submit({ type: 'connect-client' });
    const types = (await emulator.submit(to('1h'))).map(({ type }) => type);
    expect(types).toEqual(['switch-locked', 'clock-jumped']);
  });

  it('takes no wrong code, and none that is still to be made', async () => {
    const emulator = await start(locked);
    const later = adminCodeAt(emulator.state, past('5h'));
    for (const code of ['0000000', '', 'letters', later]) {
      await expect(emulator.submit({ type: 'unlock-switch', code })).rejects.toMatchObject({
        code: 'wrong-admin-code',
      });
    }
  });

  it.each([
    ['nothing is locked', { client: { adminOverride: '1h' } }, 'switch-not-locked'],
    ['no codes are given out', { client: { switchLocked: true } }, 'no-admin-override'],
  ])('says so when %s', async (_when, changes, code) => {
    const emulator = await start(changes);
    await expect(emulator.submit({ type: 'unlock-switch', code: '1234567' })).rejects.toMatchObject({ code });
  });

  it('has codes of 7 digits that hardly ever repeat', async () => {
    const { state } = await start(locked);
    const codes = Array.from({ length: 500 }, (_each, at) => adminCodeAt(state, past('0h') + at * hour));
    for (const code of codes) expect(code).toMatch(/^\d{7}$/);
    expect(new Set(codes).size).toBeGreaterThan(495);
  });
});

describe('a resolver policy', () => {
  const zone = {
    ...{ id: 'R1', name: 'Private zone', precedence: 1, filter: 'dns_resolver', action: 'resolve' },
    ...{ traffic: 'any(dns.domains[*] == "corp.internal")', resolvers: ['10.0.0.53'] },
  };
  const range = { id: 'P1', precedence: 10, traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession: '168h' };
  const changes = { dns: { localDomainFallback: [] }, policies: [range, zone] };
  const query = { name: 'wiki.corp.internal', recordType: 'A' } as const;

  async function lookUp(more: object = {}, name: string = query.name) {
    const { state } = await start({ ...changes, ...more });
    return judgeLookup(state, { ...query, name }, past('169h'));
  }

  it('answers private names though the session has expired', async () => {
    const { answer, verdict } = await lookUp();
    expect(answer).toMatchObject({ kind: 'records', records: [{ type: 'A', address: '10.20.0.10' }] });
    expect(verdict).toMatchObject({ outcome: 'allowed', checked: false });
    expect(verdict.trace).toContainEqual(expect.objectContaining({ step: 'matched', phase: 'resolver', policy: 'R1' }));
  });

  it('leaves the connection to its own check', async () => {
    const { state } = await start(changes);
    const attempt = { host: 'wiki.corp.internal', port: 443, protocol: 'tcp' } as const;
    const { verdict } = judgeConnection(state, attempt, past('169h'), { useCache: false });
    expect(verdict).toMatchObject({ class: 'session', stage: 'network', policy: { id: 'P1' } });
  });

  it('knows no name that is not there, and takes none beyond its zone', async () => {
    expect((await lookUp({}, 'nobody.corp.internal')).answer).toEqual({ kind: 'no-such-name' });
    expect((await lookUp({}, 'help.example.com')).verdict.trace).toEqual([
      expect.objectContaining({ step: 'resolved', by: 'gateway' }),
    ]);
  });

  it('comes after Local Domain Fallback, which is an ordinary flow', async () => {
    const fallback = { dns: { localDomainFallback: [{ suffix: 'corp.internal', resolver: '10.0.0.53' }] } };
    expect((await lookUp(fallback)).answer).toEqual({ kind: 'silence' });
  });

  it.each([
    ['is down', { destinations: { dns1: { up: false } } }],
    ['is nowhere', { policies: [range, { ...zone, resolvers: ['10.9.9.9'] }] }],
  ])('gets no answer from a resolver that %s', async (_how, more) => {
    const { answer, verdict } = await lookUp(more);
    expect(answer).toEqual({ kind: 'silence' });
    expect(verdict).toMatchObject({ outcome: 'unreachable', class: 'origin' });
  });

  it('does nothing while it is disabled or the client is off', async () => {
    expect((await lookUp({ policies: [range, { ...zone, enabled: false }] })).answer.kind).toBe('no-such-name');
    expect((await lookUp({ client: { connected: false } })).answer.kind).toBe('no-such-name');
  });
});
