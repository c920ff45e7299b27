import { describe, expect, it } from 'vitest';
import {
  readGroups,
  sayCountdown,
  sayGroups,
  sayParts,
  skewOptions,
} from '../../../renderer/household/condition-words.ts';
import { studyAxisOf, studyLaneOf } from '../../../renderer/household/study-lane.ts';
import { saySkew, sayUnusual } from '../../../renderer/shared/circumstance-words.ts';
import { expiresAt, signedInAt, snapshotAt } from '../view/fixtures.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('what is unlike other days', () => {
  it('is nothing on an ordinary one', () => {
    expect(sayUnusual(snapshotAt(signedInAt))).toEqual([]);
  });

  it('is told line by line', () => {
    const { session, registration } = snapshotAt(signedInAt);
    if (!session || !registration) throw new Error('The fixture is enrolled.');
    const snapshot = snapshotAt(signedInAt, {
      session: { ...session, staleSince: signedInAt },
      registration: { ...registration, status: 'revoked' },
      provider: { prompt: 'none', mfa: 'refused', trouble: 'down', scim: false },
      posture: [
        { check: 'fw', stands: 'failed' },
        { check: 'disk', stands: 'passed' },
      ],
      groups: { directory: ['staff', 'finance'], known: ['staff'] },
      device: { online: true, asleep: false, clockSkew: -26 * hour },
    });
    expect(sayUnusual(snapshot)).toEqual([
      'The registration was revoked.',
      'A new sign-in was asked for.',
      'Sign-in page: does not load.',
      'Second step: asked, and always fails.',
      'The posture check fw fails.',
      'Groups changed in the directory since the last sign-in.',
      'The device’s clock is 1 d 2 h behind.',
    ]);
  });
});

describe('the device’s clock', () => {
  it('offers the usual skews and the one there is', () => {
    expect(skewOptions(0).value).toBe('0s');
    expect(skewOptions(-26 * hour)).toMatchObject({ value: '-26h', options: { '-26h': '1 d 2 h behind' } });
    expect(skewOptions(90_000).options).toHaveProperty('1m30s', '1 min 30 s ahead');
    expect(saySkew(0)).toBe('right');
  });

  it('moves what a countdown would show and nothing else', () => {
    const device = { online: true, asleep: false, clockSkew: 26 * hour };
    expect(sayCountdown(snapshotAt(expiresAt - 3 * day, { device }), expiresAt - 3 * day)).toBe(
      'A countdown by the device’s clock would show 1 d 22 h. The network counts 3 d.',
    );
  });
});

describe('the person’s day', () => {
  it('is told part by part', () => {
    expect(
      sayParts([
        { is: 'work', days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 9 * hour, to: 17.5 * hour },
        { is: 'meeting', days: ['mon', 'wed'], from: 10 * hour, to: 11 * hour },
        { is: 'night', days: ['sun'], from: 22 * hour, to: 24 * hour },
      ]),
    ).toEqual([
      'Mon to Fri 09:00 to 17:30 at work',
      'Mon, Wed 10:00 to 11:00 in a meeting',
      'Sun 22:00 to 24:00 night',
    ]);
  });
});

describe('a design of the notice', () => {
  const week = 7 * 86_400;
  const once = { design: 'Once', notices: 1, refusedAfterSeconds: week };

  it('leaves a span without an end where nobody ever knows', () => {
    const lane = studyLaneOf(once);
    expect(lane.unaware).toEqual({ from: 7 * day, to: undefined });
    expect(lane.said).toBe('First refused after 7 d. One notice, and nobody ever knows.');
  });

  it('leaves the span from the refusal until somebody could know', () => {
    const lane = studyLaneOf({ ...once, seenAfterSeconds: week + 3600 });
    expect(lane.unaware).toEqual({ from: 7 * day, to: 7 * day + hour });
    expect(lane.said).toBe('First refused after 7 d. Somebody knows 1 h later.');
  });

  it('leaves none where somebody knew before', () => {
    const lane = studyLaneOf({ ...once, seenAfterSeconds: week - 3600 });
    expect(lane.unaware).toBeUndefined();
    expect(lane.said).toBe('Somebody knows after 6 d 23 h. First refused after 7 d.');
    expect(studyLaneOf({ ...once, seenAfterSeconds: week }).said).toBe(
      'First refused after 7 d, and somebody knows at once.',
    );
    expect(studyLaneOf({ design: 'Calm', notices: 0 }).said).toBe('Nothing is refused.');
  });

  it('is drawn on one axis with the others, where they differ', () => {
    const axis = studyAxisOf([studyLaneOf(once), studyLaneOf({ ...once, seenAfterSeconds: week + 36_000 })]);
    expect(axis.from).toBeLessThan(7 * day);
    expect(axis.to).toBeGreaterThan(7 * day + 10 * hour);
    expect(axis.ticks.length).toBeGreaterThan(1);
    expect(axis.ticks.length).toBeLessThanOrEqual(7);
    expect(studyAxisOf([studyLaneOf({ design: 'Calm', notices: 0 })]).ticks.length).toBeGreaterThan(0);
  });
});

describe('the user’s groups', () => {
  it('are read from names with commas between them, each once', () => {
    expect(readGroups(' staff, finance,,staff ')).toEqual(['staff', 'finance']);
    expect(readGroups('  ')).toEqual([]);
  });

  it('are told with what Gateway still knows', () => {
    expect(sayGroups({ directory: ['a', 'b'], known: ['b', 'a'] })).toBe('Gateway knows these groups.');
    expect(sayGroups({ directory: ['a', 'b'], known: [] })).toBe(
      'Gateway still knows: no group. A sign-in reads them anew.',
    );
  });
});
