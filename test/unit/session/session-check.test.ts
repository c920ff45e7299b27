import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hour, minute } from '../../../app/time/instant.ts';
import { story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

describe('the session check', () => {
  it('lets a new connection through until the last millisecond before the duration', () => {
    const verdict = story(world()).connect(past('168h') - 1);
    expect(verdict).toMatchObject({ outcome: 'allowed', class: 'none', checked: true, policy: { id: 'P1' } });
  });

  it('refuses at exactly the duration', () => {
    const verdict = story(world()).connect(past('168h'));
    expect(verdict).toMatchObject({ outcome: 'refused', class: 'session', stage: 'network', limitSeconds: 604_800 });
    expect(verdict.ageSeconds).toBe(604_800);
  });

  it('still lets through at exactly the duration when the environment assumes so', () => {
    const environment = world({ assumptions: { expiry: 'after-duration' } });
    expect(story(environment).connect(past('168h')).class).toBe('none');
    expect(story(environment).connect(past('168h') + 1).class).toBe('session');
  });

  it('does not exist on a policy that is disabled or has no duration', () => {
    for (const check of [{}, { checkSession: '1h', enabled: false }]) {
      const environment = world({
        policies: [{ id: 'P1', precedence: 10, traffic: 'net.dst.ip in {10.0.0.0/8}', ...check }],
      });
      expect(story(environment).connect(past('2000h'))).toMatchObject({ outcome: 'allowed', checked: false });
    }
  });

  it('is made by the first match alone: a looser policy above makes a stricter one unreachable', () => {
    const environment = world({
      policies: [
        { id: 'P1', precedence: 10, traffic: 'net.dst.ip in {10.0.0.0/8}' },
        { id: 'P2', precedence: 20, traffic: 'net.dst.ip == 10.20.0.10', checkSession: '1h' },
      ],
    });
    expect(story(environment).connect(past('2000h'))).toMatchObject({ outcome: 'allowed', policy: { id: 'P1' } });
  });

  it('knows one age and many limits: any sign-in resets them all', () => {
    const environment = world({
      policies: [
        { id: 'P1', precedence: 10, traffic: 'net.dst.ip == 10.20.0.30', checkSession: '8h' },
        { id: 'P2', precedence: 20, traffic: 'net.dst.ip == 10.20.0.10', checkSession: '168h' },
      ],
    });
    const run = story(environment);
    expect(run.connect(past('24h'), { host: '10.20.0.30', port: 22 }).class).toBe('session');
    run.reauth(past('24h'));
    expect(run.connect(past('168h'), { host: '10.20.0.10' })).toMatchObject({ class: 'none', ageSeconds: 144 * 3600 });
  });

  it('does not care about the client being switched off and on again', () => {
    const run = story(world());
    run.tell(past('167h'), { type: 'disconnect-client' });
    expect(run.connect(past('167h30m'))).toMatchObject({ outcome: 'bypassed', class: 'disconnected', notice: 'none' });
    run.tell(past('170h'), { type: 'connect-client' });
    expect(run.connect(past('170h01m'))).toMatchObject({ class: 'session', notice: 'shown' });
  });

  it('counts a sign-in only after the delay that the environment assumes', () => {
    const run = story(world({ assumptions: { accessReturnsAfter: '90s' } }));
    run.reauth(past('169h'));
    expect(run.connect(past('169h01m'))).toMatchObject({ class: 'session', notice: 'none' });
    expect(run.connect(past('169h01m30s')).class).toBe('none');
  });

  it('splits every age at the duration, whatever both are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 90 * 24 * 60 }),
        fc.integer({ min: 0, max: 120 * 24 * 60 }),
        (limit, age) => {
          const policies = [{ id: 'P1', precedence: 1, traffic: 'net.dst.port == 443', checkSession: `${limit}m` }];
          const verdict = story(world({ policies })).connect(start + age * minute);
          expect(verdict.class).toBe(age >= limit ? 'session' : 'none');
        },
      ),
    );
  });

  it('refuses nobody earlier for asking more often', () => {
    const run = story(world());
    for (let passed = 0; passed < 168; passed += 1) expect(run.connect(start + passed * hour).class).toBe('none');
    expect(run.connect(past('168h')).class).toBe('session');
  });
});
