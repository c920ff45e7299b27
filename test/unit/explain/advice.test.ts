import { describe, expect, it } from 'vitest';
import { explain } from '../../../app/explain/explain.ts';
import type { TraceStep, Verdict } from '../../../app/session/verdict.ts';

function refused(because: 'age' | 'forced' | 'no-identity'): Verdict {
  const step: TraceStep = {
    ...{ step: 'session', policy: 'p', ageSeconds: 604_800, limitSeconds: 604_800 },
    ...{ passed: false, because },
  };
  return {
    ...{ outcome: 'refused', class: 'session', stage: 'network', checked: true, notice: 'none' },
    ...{ trace: [step], ageSeconds: 604_800, limitSeconds: 604_800, policy: { id: 'p', name: 'Weekly' } },
  };
}

const unregistered = (status: 'revoked' | 'missing'): Verdict => ({
  ...{ outcome: 'unreachable', class: 'registration', stage: 'client', checked: false, notice: 'none' },
  ...{ trace: [{ step: 'registration', status }], ageSeconds: 0 },
});

describe('advice on an expired session', () => {
  it.each([
    ['classic', 'Open the client’s Preferences › Account and choose Re-Authenticate Session.'],
    ['panel', 'Open the client’s Profile › Account information and choose Re-Authenticate.'],
    ['banner', 'Choose Re-Authenticate on the client’s home screen.'],
  ] as const)('names the way that the %s client has', (generation, way) => {
    const { user } = explain(refused('age'), 'wiki', generation);
    expect(user.startsWith(way)).toBe(true);
    expect(user).toContain('Connecting anew does not help.');
  });

  it('says who wanted a sign-in that no age asked for', () => {
    expect(explain(refused('forced'), 'wiki', 'classic').summary).toBe(
      'wiki is refused: an administrator asked for a new sign-in, and “Weekly” checks for one.',
    );
  });

  it('does not send anybody to a sign-in that nobody can make', () => {
    const { summary, user } = explain(refused('no-identity'), 'wiki', 'classic');
    expect(summary).toContain('nobody has signed in on this device');
    expect(user).not.toContain('Preferences');
  });
});

describe('advice on a missing registration', () => {
  it('keeps a revoked one apart from one that was never there', () => {
    expect(explain(unregistered('revoked'), 'wiki', 'classic').summary).toContain('registration was revoked');
    expect(explain(unregistered('revoked'), 'wiki', 'classic').user).toContain('signing in again can’t help');
    expect(explain(unregistered('missing'), 'wiki', 'classic').user).toBe('Enrol this device again.');
  });
});
