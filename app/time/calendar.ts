// biome-ignore-all lint/style/noRestrictedGlobals: the one file that reads and writes calendar dates; it never asks for the present.
import type { Millis } from './instant.ts';

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
  const date = new Date(at);
  return `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()} ${sayTime(at)}`;
}

/** `09:01:12`, in UTC. */
export function sayTime(at: Millis): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** `Mon 09:01`, in UTC. */
export function sayWeekdayTime(at: Millis): string {
  return `${weekdays[new Date(at).getUTCDay()]} ${sayTime(at).slice(0, 5)}`;
}
