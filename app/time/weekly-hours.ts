import { day, type Millis } from './instant.ts';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/**
 * A part of certain days, in UTC: milliseconds since midnight; inclusive at `from`, exclusive at `to`. One that ends before
 * it begins goes on into the next day.
 */
export type WeeklyHours = { readonly days: readonly Weekday[]; readonly from: Millis; readonly to: Millis };

type Opening = { readonly from: Millis; readonly to: Millis };

const fromSunday: readonly Weekday[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** The openings that touch the days from the one before an instant to a week after it: every boundary has come by then. */
export function openingsAround(hours: WeeklyHours, at: Millis): readonly Opening[] {
  const midnight = Math.floor(at / day) * day;
  return Array.from({ length: 9 }, (_, index) => midnight + (index - 1) * day)
    .filter((start) => hours.days.includes(weekdayOf(start)))
    .map((start) => ({ from: start + hours.from, to: start + hours.to + (hours.to <= hours.from ? day : 0) }));
}

/** The opening that an instant is in, or the next one; `undefined` when there is none on any day. */
export function openingAt(hours: WeeklyHours, at: Millis): Opening | undefined {
  return openingsAround(hours, at)
    .filter(({ to }) => at < to)
    .toSorted((a, b) => a.from - b.from)[0];
}

export function isWithin(hours: WeeklyHours, at: Millis): boolean {
  return openingsAround(hours, at).some(({ from, to }) => at >= from && at < to);
}

/** 1 January 1970 was a Thursday. */
function weekdayOf(midnight: Millis): Weekday {
  return fromSunday[(((Math.floor(midnight / day) + 4) % 7) + 7) % 7] ?? 'sun';
}
