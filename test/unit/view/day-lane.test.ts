import { describe, expect, it } from 'vitest';
import { dayLane } from '../../../app/view/day-lane.ts';
import { signedInAt } from './fixtures.ts';

const hour = 3_600_000;
const day = 24 * hour;
const midnight = signedInAt - 9 * hour;

const work = { is: 'work', days: ['mon', 'tue'], from: 9 * hour, to: 17 * hour } as const;
const lunch = { is: 'lunch', days: ['mon'], from: 12 * hour, to: 13 * hour } as const;

describe('the person’s day on a line of time', () => {
  it('lists its stretches in order, the later part where two overlap', () => {
    expect(
      dayLane([work, lunch], midnight, midnight + 3 * day).map(({ is, from, to }) => [
        is,
        (from - midnight) / hour,
        (to - midnight) / hour,
      ]),
    ).toEqual([
      ['work', 9, 12],
      ['lunch', 12, 13],
      ['work', 13, 17],
      ['work', 33, 41],
    ]);
  });

  it('begins and ends with the line', () => {
    expect(dayLane([work], signedInAt + hour, signedInAt + 2 * hour)).toEqual([
      { is: 'work', from: signedInAt + hour, to: signedInAt + 2 * hour },
    ]);
  });

  it('is empty for a person without one, and over more than 60 days', () => {
    expect(dayLane([], midnight, midnight + day)).toEqual([]);
    expect(dayLane([work], midnight, midnight + 61 * day)).toEqual([]);
  });
});
