import { describe, expect, it } from 'vitest';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

describe('the one notice', () => {
  it('comes with the first refused attempt, and with no other before the next sign-in', () => {
    const run = story(world());
    expect(run.connect(past('168h')).notice).toBe('shown');
    expect(run.connect(past('169h')).notice).toBe('none');
    expect(run.connect(past('300h'), { host: '10.20.0.30', port: 22 }).notice).toBe('none');
    expect(run.state.notices).toHaveLength(1);
    expect(run.state.notices[0]).toMatchObject({ fate: 'seen', refusedSince: 2, policyId: 'P1' });
  });

  it('comes again after a sign-in and a new expiry', () => {
    const run = story(world());
    run.connect(past('168h'));
    run.reauth(past('169h'));
    expect(run.connect(past('336h')).notice).toBe('none');
    expect(run.connect(past('337h')).notice).toBe('shown');
  });

  it('is not owed for an expiry that nobody ran into', () => {
    const run = story(world());
    run.reauth(past('500h'));
    expect(run.state.notices).toEqual([]);
  });

  it.each([
    [{ person: { doNotDisturb: true } }, 'do-not-disturb'],
    [{ notification: { permission: 'denied' } }, 'permission-denied'],
    [{ notification: { channel: 'none' } }, 'no-channel'],
  ])('is swallowed and used up with %j', (changes, why) => {
    const run = story(world(changes));
    expect(run.connect(past('168h'))).toMatchObject({ notice: 'swallowed', noticeWhy: why });
    run.tell(past('168h'), { type: 'change-person', facts: { doNotDisturb: false } });
    expect(run.connect(past('169h')).notice).toBe('none');
    expect(run.state.notices[0]).toMatchObject({ fate: 'suppressed', why, refusedSince: 1 });
  });

  it.each([{ person: { atDesk: false } }, { person: { screenLocked: true } }])('is missed with %j', (changes) => {
    const run = story(world(changes));
    expect(run.connect(past('168h')).notice).toBe('shown');
    expect(run.state.notices[0]?.fate).toBe('missed');
  });

  it('stays due until somebody sees one when the environment assumes that unseen ones do not count', () => {
    const run = story(world({ person: { atDesk: false }, assumptions: { unseenNoticeIsUsed: false } }));
    expect(run.connect(past('168h')).notice).toBe('shown');
    expect(run.connect(past('169h')).notice).toBe('shown');
    run.tell(past('170h'), { type: 'change-person', facts: { atDesk: true } });
    expect(run.connect(past('170h')).notice).toBe('shown');
    expect(run.connect(past('171h')).notice).toBe('none');
  });

  it('comes once per policy when the environment assumes so', () => {
    const policies = [
      { id: 'P1', precedence: 10, traffic: 'net.dst.ip == 10.20.0.10', checkSession: '168h' },
      { id: 'P2', precedence: 20, traffic: 'net.dst.ip == 10.20.0.30', checkSession: '168h' },
    ];
    const attempt = { host: '10.20.0.30', port: 22 };
    const perEpisode = story(world({ policies }));
    perEpisode.connect(past('168h'));
    expect(perEpisode.connect(past('168h'), attempt).notice).toBe('none');
    const perPolicy = story(world({ policies, assumptions: { noticeScope: 'policy' } }));
    perPolicy.connect(past('168h'));
    expect(perPolicy.connect(past('168h'), attempt).notice).toBe('shown');
  });

  it('can be dismissed once, which changes nothing else', () => {
    const run = story(world());
    run.connect(past('168h'));
    run.tell(past('168h'), { type: 'dismiss-notice' });
    expect(run.state.notices[0]?.fate).toBe('dismissed');
    expect(() => run.tell(past('168h'), { type: 'dismiss-notice' })).toThrow(/No notice stands on the screen/);
    expect(run.connect(past('169h')).notice).toBe('none');
  });

  it('starts a sign-in when it is clicked, late when nobody had seen it', () => {
    for (const [atDesk, fate] of [
      [true, 'clicked'],
      [false, 'clicked-late'],
    ] as const) {
      const run = story(world({ person: { atDesk } }));
      run.connect(past('168h'));
      run.tell(past('169h'), { type: 'click-notice' });
      expect(run.state.notices[0]?.fate).toBe(fate);
      expect(run.state.reauth?.from).toBe('notice');
    }
  });

  it('counts as abandoned, and stays used, when the sign-in that it started comes to nothing', () => {
    const run = story(world());
    run.connect(past('168h'));
    run.tell(past('168h'), { type: 'click-notice' });
    run.tell(past('168h'), {
      type: 'abandon-reauth',
      reauthId: run.state.reauth?.id ?? '',
      why: 'the tab was closed',
    });
    expect(run.state.notices[0]?.fate).toBe('abandoned');
    expect(run.connect(past('169h')).notice).toBe('none');
  });

  it('is asked of this computer only when time does not jump past it', () => {
    const actors = { lookups: { does: { resolve: 'git.corp.internal' }, every: '5m', first: '41s' } };
    const jumped = story(world({ actors }));
    jumped.tell(past('169h'), { type: 'connect-client' });
    expect(jumped.state.notices[0]).toMatchObject({ real: false, at: past('168h') + 41_000 });
    const tried = story(world());
    tried.connect(past('168h'));
    expect(tried.state.notices[0]?.real).toBe(true);
  });

  it('comes at the expiry, whoever tries, when the environment assumes so', () => {
    const run = story(world({ assumptions: { noticeComes: 'at-expiry' } }));
    expect(run.connect(past('200h')).notice).toBe('none');
    expect(run.state.notices).toMatchObject([{ at: past('168h'), fate: 'seen', policyId: 'P1' }]);
    run.reauth(past('201h'));
    run.connect(past('400h'));
    expect(run.state.notices.map(({ at }) => at)).toEqual([past('168h'), past('369h')]);
  });

  it('comes at each expiry when the environment assumes both', () => {
    const policies = [
      { id: 'P1', precedence: 10, traffic: 'net.dst.ip == 10.20.0.10', checkSession: '168h' },
      { id: 'P2', precedence: 20, traffic: 'net.dst.ip == 10.20.0.30', checkSession: '8h' },
    ];
    const run = story(world({ policies, assumptions: { noticeComes: 'at-expiry', noticeScope: 'policy' } }));
    run.connect(past('200h'));
    expect(run.state.notices.map(({ at, policyId }) => [at, policyId])).toEqual([
      [past('8h'), 'P2'],
      [past('168h'), 'P1'],
    ]);
  });
});
