import { describe, expect, it } from 'vitest';
import type { ConnectionAttempt } from '../../../app/session/command.ts';
import { judgeConnection } from '../../../app/session/judge.ts';
import { destinationOutlooks } from '../../../app/view/outlook.ts';
import { story } from '../../support/story.ts';
import { past, privateRange, world } from '../../support/worlds.ts';

const both = {
  wiki: { host: 'wiki.corp.internal', address: '10.20.0.10', ports: { 443: 'https' } },
  wiki6: { host: 'wiki.corp.internal', address: 'fd00::10', ports: { 443: 'https' } },
};
const sixToo = { ...privateRange, id: 'P6', precedence: 11, traffic: 'net.dst.ip in {fd00::/8}' };
const toResolver = { id: 'P0', precedence: 1, traffic: 'net.dst.ip == 10.0.0.53' };
const byName: ConnectionAttempt = { host: 'wiki.corp.internal', port: 443, protocol: 'tcp' };

function begin(changes: object = {}) {
  return story(world({ destinations: both, policies: [toResolver, privateRange, sixToo], ...changes }));
}

/** What each connection came to, in order. */
function triesAt(run: ReturnType<typeof story>, at: number) {
  const command = { type: 'request-connection', attempt: byName, by: { kind: 'app' }, hold: true } as const;
  return run.tell(at, command).flatMap((event) => {
    if (event.type !== 'connection-decided') return [];
    const { outcome, class: cause, trace, notice } = event.verdict;
    const endpoint = trace.findLast((step) => step.step === 'destination');
    return [`${endpoint?.address} ${outcome} ${cause} ${notice}`];
  });
}

describe('a name with an address of each family', () => {
  it('is tried by IPv6 alone while that is answered', () => {
    const run = begin();
    expect(triesAt(run, past('1h'))).toEqual(['fd00::10 allowed none none']);
    expect(Object.values(run.state.flows)).toMatchObject([{ destination: 'wiki6', address: 'fd00::10' }]);
  });

  it('is tried by IPv4 too when IPv6 is refused, and one notice comes of both', () => {
    expect(triesAt(begin(), past('169h'))).toEqual([
      'fd00::10 refused session shown',
      '10.20.0.10 refused session none',
    ]);
  });

  it('is reached by the family that no policy refuses, and the notice of the other is spent on the way', () => {
    const run = begin({ policies: [toResolver, { ...privateRange, traffic: 'net.dst.ip in {fd00::/8}' }] });
    expect(triesAt(run, past('169h'))).toEqual(['fd00::10 refused session shown', '10.20.0.10 allowed none none']);
    expect(Object.values(run.state.flows)).toMatchObject([{ destination: 'wiki' }]);
  });

  it('counts as refused when one family is refused and the other one’s origin is down', () => {
    const run = begin({ destinations: { ...both, wiki6: { ...both.wiki6, up: false } } });
    expect(triesAt(run, past('169h'))).toEqual([
      'fd00::10 unreachable origin none',
      '10.20.0.10 refused session shown',
    ]);
    expect(judgeConnection(run.state, byName, past('169h'), { useCache: false }).verdict.class).toBe('session');
  });

  it('leaves the tunnel by the family that Split Tunnels name, before any policy is asked', () => {
    const changes = { client: { splitTunnel: { mode: 'exclude', entries: ['fd00::/8'] } } };
    const run = begin(changes);
    expect(triesAt(run, past('1h'))).toEqual(['fd00::10 bypassed split-tunnel none', '10.20.0.10 allowed none none']);
  });

  it('is remembered with both addresses for its time to live', () => {
    const run = begin();
    triesAt(run, past('1h'));
    expect(run.state.resolved['wiki.corp.internal']?.addresses).toEqual(['fd00::10', '10.20.0.10']);
    const cached = judgeConnection(run.state, byName, past('1h') + 59_999, { useCache: true }).verdict.trace[0];
    expect(cached).toMatchObject({ step: 'resolved', by: 'cache' });
  });

  it('shows each destination by its own address', () => {
    const { state } = begin({ policies: [toResolver, privateRange] });
    const standing = destinationOutlooks(state, past('169h')).map(({ name, judgement: { verdict } }) => [
      name,
      verdict.class,
    ]);
    expect(standing).toEqual(
      expect.arrayContaining([
        ['wiki', 'session'],
        ['wiki6', 'none'],
      ]),
    );
  });
});
