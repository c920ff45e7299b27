import { describe, expect, it } from 'vitest';
import { readTarget } from '../../../app/explain/read-target.ts';
import { sayCheck, sayLimits } from '../../../app/explain/say-age.ts';
import type { TraceStep } from '../../../app/session/verdict.ts';
import { past } from '../../support/worlds.ts';

type Check = Extract<TraceStep, { step: 'session' }>;

const hours = (count: number) => count * 3600;
const check = (given: Partial<Check>): Check => ({
  ...{ step: 'session', policy: 'P1', ageSeconds: hours(194), limitSeconds: hours(168), passed: false, because: 'age' },
  ...given,
});

describe('the arithmetic of a session check', () => {
  it.each([
    [
      'an expired one',
      check({}),
      'Signed in 8 d 2 h ago (Mon 2 Mar 09:00); this policy allows 7 d, so it expired 1 d 2 h ago (Mon 9 Mar 09:00).',
    ],
    [
      'one that expires this very moment',
      check({ limitSeconds: hours(194) }),
      'Signed in 8 d 2 h ago (Mon 2 Mar 09:00); this policy allows 8 d 2 h, so it expired just now (Tue 10 Mar 11:00).',
    ],
    [
      'a good one',
      check({ limitSeconds: hours(240), passed: true }),
      'Signed in 8 d 2 h ago (Mon 2 Mar 09:00); this policy allows 10 d, so it is good for 1 d 22 h more, until Thu 12 Mar 09:00.',
    ],
    [
      'one that an administrator ended',
      check({ because: 'forced' }),
      'Signed in 8 d 2 h ago (Mon 2 Mar 09:00); this policy allows 7 d, but an administrator asked for a new sign-in since: the session check fails, whatever the age.',
    ],
    [
      'one in its grace period',
      check({ because: 'grace', passed: true }),
      'Signed in 8 d 2 h ago (Mon 2 Mar 09:00); this policy allows 7 d, so it expired 1 d 2 h ago; the grace period, a what-if, still lets this pass.',
    ],
    [
      'one without a person',
      check({ because: 'no-identity' }),
      'Nobody is signed in on this device, and this policy allows 7 d since a sign-in: the session check fails.',
    ],
  ])('is said aloud for %s', (_what, step, said) => {
    expect(sayCheck(step, past('194h'))).toBe(said);
  });

  it('keeps two limits on one age apart, the shorter one first', () => {
    const matched: TraceStep = {
      ...{ step: 'matched', phase: 'network', policy: 'P1', name: 'Weekly', action: 'allow', considered: 1 },
    };
    const { policy: _policy, ...ofAccess } = check({ limitSeconds: hours(8) });
    expect(sayLimits([matched, check({ passed: true }), { ...ofAccess, application: 'wiki' }])).toBe(
      'Two limits stand on this one age: the Access application wiki allows 8 h, “Weekly” allows 7 d. The shorter one ends it first, and one sign-in renews all.',
    );
    expect(sayLimits([matched, check({})])).toBeUndefined();
  });
});

describe('a target', () => {
  it.each([
    ['tcp://10.20.0.10:443', { host: '10.20.0.10', port: 443, protocol: 'tcp' }],
    ['udp://[fd00::1]:53', { host: 'fd00::1', port: 53, protocol: 'udp' }],
    ['http://Wiki.corp.internal', { host: 'wiki.corp.internal', port: 80, facts: { request: { path: '/' } } }],
    ['https://wiki:8443/a?b=c#d', { host: 'wiki', port: 8443, facts: { sni: 'wiki', request: { path: '/a?b=c' } } }],
  ])('%s is read', (text, attempt) => {
    expect(readTarget(text)).toMatchObject(attempt);
  });

  it.each(['tcp://wiki', 'ftp://wiki/', 'wiki:80', 'http://', 'tcp://wiki:0', 'tcp://wiki:70000', 'http://a b/', ''])(
    '"%s" is none',
    (text) => {
      expect(readTarget(text)).toBeUndefined();
    },
  );
});
