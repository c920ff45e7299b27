import { describe, expect, it } from 'vitest';
import { askedOf, silentPerson, takesToken, withDemand } from '../../../app/identity/provider-behaviour.ts';
import { hour, minute, second } from '../../../app/time/instant.ts';
import { start, world } from '../../support/worlds.ts';

const facts = (identity: object = {}) => ({
  environment: world({ identity }),
  browser: { remembered: { personId: 'alice', since: start } },
});
const later = start + hour;

describe('a request that demands more than the environment', () => {
  it('is asked anew, or who it is, though the browser remembers', () => {
    expect(silentPerson(withDemand(facts(), {}), later)).toBe('alice');
    expect(askedOf(withDemand(facts(), { prompt: 'select-account' }), 'alice', later)).toEqual(['account']);
    expect(askedOf(withDemand(facts(), { prompt: 'login' }), 'alice', later)).toEqual(['account', 'credentials']);
  });

  it('never loosens what the environment asks', () => {
    const strict = withDemand(facts({ prompt: 'login', maxAge: '1m' }), { prompt: 'select-account', maxAge: 2 * hour });
    expect(strict.environment.identity).toMatchObject({ prompt: 'login', maxAge: minute });
  });

  it('takes a remembered sign-in up to its greatest age, inclusive', () => {
    expect(silentPerson(withDemand(facts(), { maxAge: hour }), later)).toBe('alice');
    expect(silentPerson(withDemand(facts(), { maxAge: hour - 1 }), later)).toBeUndefined();
  });
});

describe('a token', () => {
  const takes = (skew: string, identity: object = {}, authenticatedFor = 0) =>
    takesToken(world({ device: { clockSkew: skew }, identity }), authenticatedFor);

  it('is taken by a clock that is behind by up to a minute, or ahead by less than its life and a minute', () => {
    expect([takes('-60s'), takes('-61s'), takes('109s'), takes('110s')]).toEqual([true, false, true, false]);
  });

  it('is too old for its sign-in by the device’s own clock', () => {
    const identity = { maxAge: '2m' };
    expect(takes('60s', identity, 2 * minute)).toBe(true);
    expect(takes('60s', identity, 2 * minute + second)).toBe(false);
  });

  it('of a wrong clock is taken only where the device’s clock is as wrong', () => {
    expect(takes('0s', { trouble: 'wrong-clock' })).toBe(false);
    expect(takes('-26h', { trouble: 'wrong-clock' })).toBe(true);
  });
});
