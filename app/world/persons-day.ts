import type { DayPart, Environment, PersonFacts, Weekday } from '../environment/environment.ts';
import type { State } from '../session/state.ts';
import { day, hour, type Millis } from '../time/instant.ts';

/** What each part of a day means for a notification; outside every part the person is away and the screen locked. */
const factsOf: Readonly<Record<DayPart['is'], PersonFacts>> = {
  work: { atDesk: true, doNotDisturb: false, screenLocked: false },
  meeting: { atDesk: true, doNotDisturb: true, screenLocked: false },
  lunch: { atDesk: false, doNotDisturb: false, screenLocked: true },
  away: { atDesk: false, doNotDisturb: false, screenLocked: false },
  night: { atDesk: false, doNotDisturb: true, screenLocked: true },
};
const outside: PersonFacts = { atDesk: false, doNotDisturb: false, screenLocked: true };

const weekdays: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];

/** A day in an office, for whoever has none of their own: assumed. */
export const officeDay: readonly DayPart[] = [
  { is: 'night', days: weekdays, from: 22 * hour, to: 7 * hour },
  { is: 'work', days: workdays, from: 8 * hour, to: 17.5 * hour },
  { is: 'meeting', days: workdays, from: 9 * hour, to: 9.5 * hour },
  { is: 'lunch', days: workdays, from: 12 * hour, to: 13 * hour },
];

type Facts = Pick<State, 'environment' | 'person' | 'personUntil'>;

/** How the person is at an instant: as set by hand until the next part of their day begins, then by their day. */
export function personAt({ environment, person, personUntil }: Facts, at: Millis): PersonFacts {
  const { day: parts } = environment.person;
  const isSetByHand = personUntil !== undefined && at < personUntil;
  return parts.length === 0 || isSetByHand ? person : factsOfDay(parts, at);
}

/** The part of the day at an instant; of those that overlap the last one listed. */
export function dayPartAt(parts: readonly DayPart[], at: Millis): DayPart | undefined {
  return parts.findLast((part) => isWithin(part, at));
}

/** When the next part begins or ends, after `at`; absent for a person without a day. */
export function nextDayChange({ person }: Pick<Environment, 'person'>, at: Millis): Millis | undefined {
  const midnight = Math.floor(at / day) * day;
  // A week on, every boundary has come by.
  const days = Array.from({ length: 9 }, (_, index) => midnight + (index - 1) * day);
  const boundaries = person.day.flatMap((part) =>
    days
      .filter((start) => part.days.includes(weekdayOf(start)))
      .flatMap((start) => [start + part.from, endOf(part, start)]),
  );
  const later = boundaries.filter((boundary) => boundary > at);
  return later.length === 0 ? undefined : Math.min(...later);
}

function factsOfDay(parts: readonly DayPart[], at: Millis): PersonFacts {
  const part = dayPartAt(parts, at);
  return part === undefined ? outside : factsOf[part.is];
}

/** Inclusive at its beginning; one that ends before it begins goes on into the next day. */
function isWithin(part: DayPart, at: Millis): boolean {
  const midnight = Math.floor(at / day) * day;
  return [midnight, midnight - day].some(
    (start) => part.days.includes(weekdayOf(start)) && at >= start + part.from && at < endOf(part, start),
  );
}

function endOf({ from, to }: DayPart, start: Millis): Millis {
  return start + to + (to <= from ? day : 0);
}

/** 1 January 1970 was a Thursday. */
function weekdayOf(midnight: Millis): Weekday {
  return weekdays[(((Math.floor(midnight / day) + 4) % 7) + 7) % 7] ?? 'sun';
}
