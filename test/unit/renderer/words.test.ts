import { describe, expect, it } from 'vitest';
import { sayCause, sayFate, sayKind } from '../../../renderer/lab/notice-words.ts';
import { sayPolicy } from '../../../renderer/lab/policy-words.ts';
import { verdictText } from '../../../renderer/lab/verdict-text.ts';
import { withoutFigures } from '../../../renderer/lab/without-figures.ts';
import { marksOf, readThemeCopy } from '../../../renderer/shared/theme.ts';
import { viewOf } from '../../../renderer/shared/view-name.ts';
import { expiresAt, notice, signedInAt, snapshotAt } from '../view/fixtures.ts';

const minute = 60_000;

describe('what is read aloud', () => {
  it('does not change with figures and does with words', () => {
    const one = withoutFigures('Everything answers. It expires in 1 h 3 min, under “A”.');
    expect(withoutFigures('Everything answers. It expires in 59 min, under “A”.')).toBe(one);
    expect(withoutFigures('Everything answers. It expires in 59 min, under “B”.')).not.toBe(one);
  });
});

describe('words of the lab', () => {
  it('say what became of a notice and what brought it', () => {
    expect(sayFate(notice({ fate: 'suppressed', why: 'do-not-disturb' }))).toBe('not shown: do not disturb was on');
    expect(sayFate(notice({ fate: 'clicked-late' }))).toBe('clicked late');
    expect(sayCause(notice({ refusedSince: 3 }))).toBe(
      'updater tried ns.corp.internal under “Private range, weekly” · 3 refused since',
    );
  });

  it('tell kinds of notices apart, and what became of the real one', () => {
    expect(sayKind(notice())).toBe('');
    expect(sayKind(notice({ kind: 'warning' }))).toBe('warning ahead, ');
    expect(sayCause(notice({ real: true }))).toContain('real notification: unknown');
    expect(sayCause(notice({ real: true, delivery: 'sent' }))).toContain('real notification: sent');
    expect(sayCause(notice())).not.toContain('real notification');
  });

  it('say the limit of a policy and what is left', () => {
    const [policy] = snapshotAt(signedInAt).policies.items.slice(-1);
    if (!policy) throw new Error('The fixture has a policy.');
    expect(sayPolicy(policy, expiresAt - minute)).toEqual(['Allow', 'limit 7 d', '1 min 00 s left']);
    expect(sayPolicy(policy, expiresAt + minute)).toEqual(['Allow', 'limit 7 d', 'expired 1 min ago']);
    expect(sayPolicy(policy, expiresAt)).toEqual(['Allow', 'limit 7 d', 'expired just now']);
    const { duration: _duration, ...unchecked } = policy;
    expect(sayPolicy(unchecked, expiresAt)).toEqual(['Allow', 'no session check']);
  });

  it('write a verdict as plain text for a ticket', () => {
    const text = verdictText(snapshotAt(expiresAt), expiresAt, {
      subject: 'Why is wiki.corp.internal dead?',
      seen: 'silence',
      explanation: {
        verdict: {
          outcome: 'refused',
          class: 'session',
          stage: 'network',
          checked: true,
          policy: { id: 'p', name: 'Private range, weekly' },
          trace: [],
          ageSeconds: 604_800,
          limitSeconds: 604_800,
          notice: 'none',
        },
        summary: 'Refused.',
        because: ['It matches.', 'It is too old.'],
        user: 'Sign in.',
        support: 'Nothing.',
      },
    });
    expect(text).toContain('Verdict: refused, class session, stage network, policy “Private range, weekly”');
    expect(text).toContain('Age: 604800 s of 604800 s');
    expect(text).toContain('The program saw: silence');
    expect(text).toContain('2. It is too old.');
    expect(text).toContain('Mon 9 Mar 2026 09:00:00 UTC (virtual) · team acme · alice@example.com');
  });
});

describe('themes and views', () => {
  it('marks the page with what was chosen, and with more contrast when the system wants it', () => {
    expect(marksOf('dark', false)).toEqual({ scheme: 'dark', contrast: 'normal' });
    expect(marksOf('contrast', false)).toEqual({ scheme: 'system', contrast: 'more' });
    expect(marksOf('light', true)).toEqual({ scheme: 'light', contrast: 'more' });
    expect(readThemeCopy({ getItem: () => 'purple' })).toBe('system');
  });

  it('shows the client where the address asks for it, else the lab', () => {
    const place = { hash: '', search: '', pathname: '/' };
    expect(viewOf(place)).toBe('lab');
    expect(viewOf({ ...place, hash: '#/client' })).toBe('client');
    expect(viewOf({ ...place, pathname: '/client' })).toBe('client');
    expect(viewOf({ ...place, search: '?view=client' })).toBe('client');
    expect(viewOf({ ...place, hash: '#/lab', pathname: '/client' })).toBe('lab');
  });
});
