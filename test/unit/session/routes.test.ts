import { describe, expect, it } from 'vitest';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

const byName = { host: 'wiki.corp.internal', port: 443 };

describe('the way of a connection', () => {
  it('ends at the name when the resolver is behind the expired policy', () => {
    const run = story(world());
    expect(run.connect(past('168h'), byName)).toMatchObject({
      outcome: 'refused',
      class: 'session',
      stage: 'dns',
      policy: { id: 'P1' },
      notice: 'shown',
    });
  });

  it('goes past the name when an answer from before still lives, and ends at the network policy', () => {
    const run = story(world());
    run.connect(past('168h') - 1000, byName);
    expect(run.connect(past('168h'), byName)).toMatchObject({ class: 'session', stage: 'network' });
    expect(run.connect(past('168h') + 60_000, byName)).toMatchObject({ class: 'session', stage: 'dns' });
  });

  it('resolves, and ends at the destination, when the resolver has an Allow of its own', () => {
    const resolver = { id: 'P0', precedence: 5, traffic: 'net.dst.ip == 10.0.0.53 and net.dst.port == 53' };
    const wiki = { id: 'P1', precedence: 10, traffic: 'net.dst.ip == 10.20.0.10', checkSession: '168h' };
    const run = story(world({ policies: [resolver, wiki] }));
    expect(run.resolve(past('169h'), 'wiki.corp.internal')).toMatchObject({ class: 'none', policy: { id: 'P0' } });
    expect(run.connect(past('169h'), byName)).toMatchObject({
      class: 'session',
      stage: 'network',
      policy: { id: 'P1' },
    });
  });

  it('tells the policy of the connection, not that of the lookup before it', () => {
    const resolver = { id: 'P0', precedence: 5, traffic: 'net.dst.ip == 10.0.0.53', checkSession: '8h' };
    const run = story(world({ policies: [resolver] }));
    const verdict = run.connect(past('1h'), byName);
    expect(verdict).toMatchObject({ outcome: 'allowed', checked: true });
    expect(verdict.policy).toBeUndefined();
    expect(verdict.limitSeconds).toBeUndefined();
  });

  it('leaves public names alone in an expired session', () => {
    const run = story(world());
    expect(run.resolve(past('169h'), 'help.example.com')).toMatchObject({ outcome: 'allowed', checked: false });
    expect(run.connect(past('169h'), { host: 'help.example.com' })).toMatchObject({
      outcome: 'allowed',
      notice: 'none',
    });
  });

  it('asks no policy and spends no notice when the origin is down or the port is closed', () => {
    const down = story(
      world({
        destinations: {
          wiki: { host: 'wiki.corp.internal', address: '10.20.0.10', ports: { 443: 'https' }, up: false },
        },
      }),
    );
    expect(down.connect(past('169h'))).toMatchObject({ outcome: 'unreachable', class: 'origin', notice: 'none' });
    expect(story(world()).connect(past('169h'), { port: 8080 })).toMatchObject({ class: 'origin', notice: 'none' });
  });

  it('refuses what is not emulated', () => {
    expect(story(world()).connect(past('1h'), { host: '10.99.0.1' }).class).toBe('unknown-destination');
    expect(story(world()).connect(past('1h'), { host: 'nowhere.example' }).class).toBe('dns');
  });

  it('takes an IPv4-mapped address for the IPv4 address that it is', () => {
    expect(story(world()).connect(past('169h'), { host: '::ffff:10.20.0.10' }).class).toBe('session');
  });

  it('bypasses Gateway for what Split Tunnels exclude, where private places don’t answer', () => {
    const client = { splitTunnel: { mode: 'exclude', entries: ['10.0.0.0/8', '198.51.100.0/24'] } };
    const run = story(world({ client }));
    expect(run.connect(past('169h'))).toMatchObject({ outcome: 'bypassed', class: 'split-tunnel', notice: 'none' });
    expect(run.connect(past('169h'), { host: '198.51.100.20' })).toMatchObject({ outcome: 'bypassed', class: 'none' });
  });

  it('carries in Include mode only what is listed', () => {
    const run = story(world({ client: { splitTunnel: { mode: 'include', entries: ['10.20.0.0/16'] } } }));
    expect(run.connect(past('169h'))).toMatchObject({ outcome: 'refused', class: 'session' });
    expect(run.connect(past('169h'), { host: 'wiki.corp.internal' })).toMatchObject({
      class: 'split-tunnel',
      stage: 'dns',
    });
  });

  it.each(['dns-only', 'posture-only'])('carries no traffic in %s mode', (mode) => {
    expect(story(world({ client: { mode } })).connect(past('169h'))).toMatchObject({ class: 'mode', notice: 'none' });
  });

  it('does not filter ping', () => {
    const attempt = { protocol: 'icmp', port: 0 } as const;
    expect(story(world()).connect(past('169h'), attempt)).toMatchObject({ outcome: 'allowed', checked: false });
    const checked = story(world({ assumptions: { icmpIsChecked: true } }));
    expect(checked.connect(past('169h'), attempt).class).toBe('session');
  });

  it('goes nowhere while the device is offline or asleep', () => {
    const run = story(world());
    run.tell(past('1h'), { type: 'change-device', online: false });
    expect(run.connect(past('1h'))).toMatchObject({ outcome: 'unreachable', class: 'offline' });
    run.tell(past('2h'), { type: 'change-device', online: true, asleep: true });
    expect(run.connect(past('2h')).class).toBe('offline');
  });

  it('tells a Block from an Allow that only misses this person', () => {
    const allow = {
      id: 'P1',
      precedence: 10,
      traffic: 'net.dst.ip == 10.20.0.10',
      identity: 'identity.email == "carol@example.com"',
    };
    const block = { id: 'B9', precedence: 99, action: 'block', traffic: 'net.dst.ip in {10.0.0.0/8}' };
    expect(story(world({ policies: [block] })).connect(past('1h'))).toMatchObject({
      class: 'block',
      policy: { id: 'B9' },
    });
    expect(story(world({ policies: [allow, block] })).connect(past('1h'))).toMatchObject({
      class: 'identity',
      policy: { id: 'B9' },
    });
  });

  it('never lets a policy that it can’t evaluate match, and says that it passed it over', () => {
    const odd = { id: 'P0', precedence: 1, action: 'block', traffic: 'no.such.field == 1' };
    const verdict = story(world({ policies: [odd] })).connect(past('1h'));
    expect(verdict.outcome).toBe('allowed');
    expect(verdict.trace).toContainEqual({ step: 'passed-over', policy: 'P0', name: 'P0', because: 'unresolved' });
  });

  it('is outside the tunnel without a registration', () => {
    const environment = world({ device: { name: 'dev-1', registeredTo: null } });
    expect(story(environment).connect(past('1h'))).toMatchObject({ class: 'registration', ageSeconds: 0 });
  });
});
