import { describe, expect, it } from 'vitest';
import { hour } from '../../../app/time/instant.ts';
import { hasBanner } from '../../../app/view/banner.ts';
import { studyNotices } from '../../../app/view/notice-study.ts';
import { story } from '../../support/story.ts';
import { past, world } from '../../support/worlds.ts';

// Signed in on a Monday at 09:00; a program that runs every hour meets the expiry on the next Monday in a meeting.
const office = world({
  actors: { lookups: { does: { resolve: 'git.corp.internal' }, every: '1h', first: '30m' } },
  person: {
    day: [
      { is: 'work', from: '09:00', to: '17:00' },
      { is: 'meeting', from: '09:00', to: '10:00' },
      { is: 'night', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '22:00', to: '07:00' },
    ],
  },
});

describe('a study of notices', () => {
  const trials = new Map(studyNotices(office).map((trial) => [trial.design.split(/[: ]/)[0], trial]));
  const refusedAfter = 168 * hour + 30 * 60_000;

  it('tells that the one notice of the real client is swallowed by a meeting and nobody ever knows', () => {
    expect(trials.get('As')).toEqual({ design: expect.any(String), whatIf: {}, refusedAfter, notices: 1 });
  });

  it('tells when a repeated one is seen, and after how many', () => {
    expect(trials.get('Again')).toMatchObject({ refusedAfter });
    const repeated = studyNotices(office)[1];
    expect(repeated).toMatchObject({ notices: 2, seenAfter: refusedAfter + 4 * hour, unawareFor: 4 * hour });
  });

  it('tells that a banner is seen by whoever sits there', () => {
    expect(studyNotices(office)[4]).toMatchObject({ seenAfter: refusedAfter, unawareFor: 0 });
  });

  it('tells that a warning before the expiry comes while nobody is at the desk', () => {
    expect(studyNotices(office)[2]?.seenAfter).toBeUndefined();
  });

  it('tells that grace moves the first refusal', () => {
    expect(studyNotices(office)[5]).toMatchObject({ refusedAfter: refusedAfter + 8 * hour });
  });

  it('assumes an office day for a person without one', () => {
    const lookups = { does: { resolve: 'git.corp.internal' }, every: '1h', first: '10m' };
    const [once, again] = studyNotices(world({ actors: { lookups } }));
    expect(once?.seenAfter).toBeUndefined();
    expect(again).toMatchObject({ notices: 2, unawareFor: 4 * hour });
  });
});

describe('the banner', () => {
  it('stands from the first refusal to the sign-in, in the generation that has one', () => {
    const run = story(world({ client: { generation: 'banner' } }));
    const isUp = (at: number) => hasBanner(run.state, at);
    expect(isUp(past('169h'))).toBe(false);
    run.connect(past('169h'));
    expect(isUp(past('169h'))).toBe(true);
    run.reauth(past('170h'));
    expect(isUp(past('170h'))).toBe(false);
  });

  it('stands in no other generation, unless somebody asks what if', () => {
    const told = (changes: object) => {
      const run = story(world(changes));
      run.connect(past('169h'));
      return hasBanner(run.state, past('169h'));
    };
    expect(told({ client: { generation: 'panel' } })).toBe(false);
    expect(told({ client: { generation: 'panel' }, whatIf: { banner: true } })).toBe(true);
  });
});
