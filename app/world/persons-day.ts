import type { DayPart, Environment, PersonFacts } from '../environment/environment.ts';
import type { State } from '../session/state.ts';
import { hour, type Millis } from '../time/instant.ts';
import { isWithin, openingsAround, type Weekday } from '../time/weekly-hours.ts';

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
  const boundaries = person.day.flatMap((part) => openingsAround(part, at).flatMap(({ from, to }) => [from, to]));
  const later = boundaries.filter((boundary) => boundary > at);
  return later.length === 0 ? undefined : Math.min(...later);
}

function factsOfDay(parts: readonly DayPart[], at: Millis): PersonFacts {
  const part = dayPartAt(parts, at);
  return part === undefined ? outside : factsOf[part.is];
}
