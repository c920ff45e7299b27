import { describe, expect, it } from 'vitest';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

const kinds = (run: ReturnType<typeof story>) => run.state.notices.map(({ kind, at }) => [kind, at]);

describe('what if the notice', () => {
  it('came again: a refused attempt brings it once the span has passed', () => {
    const run = story(world({ whatIf: { repeatEvery: '4h' } }));
    expect(run.connect(past('168h')).notice).toBe('shown');
    expect(run.connect(past('171h59m')).notice).toBe('none');
    expect(run.connect(past('172h')).notice).toBe('shown');
  });

  it('came before the expiry: once, at its instant, besides the one at the refusal', () => {
    const run = story(world({ whatIf: { warnBefore: '1h' } }));
    run.connect(past('160h'));
    expect(run.connect(past('168h')).notice).toBe('shown');
    run.connect(past('200h'));
    expect(kinds(run)).toEqual([
      ['warning', past('167h')],
      ['expired', past('168h')],
    ]);
  });

  it('warned of the shortest limit, and again after a sign-in', () => {
    const policies = [
      { id: 'P1', precedence: 1, traffic: 'net.dst.ip == 10.20.0.10', checkSession: '168h' },
      { id: 'P2', precedence: 2, traffic: 'net.dst.ip == 10.20.0.30', checkSession: '8h' },
    ];
    const run = story(world({ policies, whatIf: { warnBefore: '1h' } }));
    run.reauth(past('7h30m'));
    run.connect(past('20h'));
    expect(run.state.notices.filter(({ kind }) => kind === 'warning')).toMatchObject([
      { at: past('7h'), policyId: 'P2' },
      { at: past('14h30m'), policyId: 'P2' },
    ]);
  });

  it('came when the device wakes: only with a session that is known to be expired', () => {
    const run = story(world({ whatIf: { onWake: true } }));
    const sleepAndWake = (at: number) => {
      run.tell(at, { type: 'change-device', asleep: true });
      run.tell(at, { type: 'change-device', asleep: false });
    };
    sleepAndWake(past('169h'));
    expect(kinds(run)).toEqual([]);
    run.connect(past('169h'));
    sleepAndWake(past('170h'));
    expect(kinds(run)).toEqual([
      ['expired', past('169h')],
      ['wake', past('170h')],
    ]);
    run.reauth(past('171h'));
    sleepAndWake(past('172h'));
    expect(kinds(run)).toHaveLength(2);
  });

  it('stood while checks still pass: the first attempt in the grace period brings it, and is allowed', () => {
    const run = story(world({ whatIf: { gracePeriod: '8h' } }));
    expect(run.connect(past('168h'))).toMatchObject({
      outcome: 'allowed',
      class: 'none',
      notice: 'shown',
      inGrace: true,
    });
    expect(run.connect(past('175h59m'))).toMatchObject({ outcome: 'allowed', notice: 'none' });
    expect(run.connect(past('176h'))).toMatchObject({ outcome: 'refused', class: 'session', notice: 'none' });
  });
});
