// biome-ignore-all lint/style/noRestrictedGlobals: the one file that reads and writes calendar dates; it never asks for the present.
import { day, type Millis } from './instant.ts';

/** RFC 3339 in UTC, with milliseconds only when there are any. */
export function writeInstant(at: Millis): string {
  return new Date(at).toISOString().replace('.000Z', 'Z');
}

/** Reads an RFC 3339 instant that names its offset; `undefined` for anything else. */
export function parseInstant(text: string): Millis | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** `Mon 9 Mar 2026 09:01:12`, in UTC: the emulated world keeps one time zone. */
export function sayInstant(at: Millis): string {
  return `${sayDay(at)} ${new Date(at).getUTCFullYear()} ${sayTime(at)}`;
}

/** `sayInstant` with its zone, for where an instant stands alone: a title, a ticket. */
export function sayExactly(at: Millis): string {
  return `${sayInstant(at)} UTC`;
}

/** An instant as people say it on the day of `now`: `09:00:41`, else `Fri 17:04`, else with its date. */
export function sayWhen(at: Millis, now: Millis): string {
  if (Math.floor(at / day) === Math.floor(now / day)) return sayTime(at);
  return Math.abs(now - at) < 6 * day ? sayWeekdayTime(at) : sayInstant(at);
}

/** `Mon 9 Mar`, in UTC. */
export function sayDay(at: Millis): string {
  return `${sayDayOfMonth(at)} ${months[new Date(at).getUTCMonth()]}`;
}

/** `Mon 9`, in UTC, where the month is plain from what stands around it. */
export function sayDayOfMonth(at: Millis): string {
  return `${sayWeekday(at)} ${new Date(at).getUTCDate()}`;
}

/** `Mon 09:01`, in UTC. */
export function sayWeekdayTime(at: Millis): string {
  return `${sayWeekday(at)} ${sayTime(at).slice(0, 5)}`;
}

/** `Mon 09:00:41`, in UTC, where seconds count. */
export function sayWeekdayTimeExactly(at: Millis): string {
  return `${sayWeekday(at)} ${sayTime(at)}`;
}

/** `09:01:12`, in UTC. */
export function sayTime(at: Millis): string {
  return new Date(at).toISOString().slice(11, 19);
}

function sayWeekday(at: Millis): string {
  return `${weekdays[new Date(at).getUTCDay()]}`;
}
