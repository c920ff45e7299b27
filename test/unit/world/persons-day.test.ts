import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../../app/time/instant.ts';
import { dayPartAt, nextDayChange, personAt } from '../../../app/world/persons-day.ts';
import { story } from '../../support/story.ts';
import { past, start, world } from '../../support/worlds.ts';

const office = {
  day: [
    { is: 'night', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '22:00', to: '07:00' },
    { is: 'work', from: '09:00', to: '17:30' },
    { is: 'lunch', from: '12:00', to: '13:00' },
    { is: 'meeting', days: ['mon'], from: '10:00', to: '11:00' },
  ],
};
const environment = world({ person: office });
/** Test worlds begin on a Monday at 09:00. */
const at = (time: number) => start - 9 * hour + time;
const isAt = (time: number) => dayPartAt(environment.person.day, at(time))?.is;

describe('the person’s day', () => {
  it.each([
    [8 * hour + 59 * minute, undefined],
    [9 * hour, 'work'],
    [10 * hour, 'meeting'],
    [11 * hour, 'work'],
    [12 * hour, 'lunch'],
    [13 * hour, 'work'],
    [17 * hour + 30 * minute, undefined],
    [22 * hour, 'night'],
    [day + 6 * hour, 'night'],
    [day + 7 * hour, undefined],
    [day + 10 * hour, 'work'],
    [5 * day + 10 * hour, undefined],
    [5 * day + 23 * hour, 'night'],
  ])('at %d ms after Monday midnight is %s', (time, part) => {
    expect(isAt(time)).toBe(part);
  });

  it('rules who sees a notice', () => {
    const run = story(world({ person: office, policies: [{ id: 'P1', precedence: 1, checkSession: '1h' }] }));
    expect(run.connect(past('1h30m'))).toMatchObject({ notice: 'swallowed', noticeWhy: 'do-not-disturb' });
  });

  it('gives way to what is set by hand until its next part begins', () => {
    const run = story(world({ person: office }));
    run.tell(start, { type: 'change-person', facts: { atDesk: false } });
    expect(personAt(run.state, start + 59 * minute)).toMatchObject({ atDesk: false });
    expect(personAt(run.state, start + hour)).toMatchObject({ atDesk: true, doNotDisturb: true });
  });

  it('changes nothing for a person without one', () => {
    const run = story(world({ person: { atDesk: false } }));
    expect(personAt(run.state, past('500h'))).toMatchObject({ atDesk: false });
    expect(nextDayChange(run.state.environment, start)).toBeUndefined();
  });

  it('stays the same between two changes, whatever the week', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 * day }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (offset, share) => {
          const from = start + offset;
          const next = nextDayChange(environment, from) ?? Number.NaN;
          const between = from + Math.floor((next - 1 - from) * share);
          expect(next).toBeGreaterThan(from);
          expect(dayPartAt(environment.person.day, between)).toBe(dayPartAt(environment.person.day, from));
        },
      ),
    );
  });
});
