import type { DayPart } from '../environment/environment.ts';
import { day, type Millis } from '../time/instant.ts';
import { dayPartAt, nextDayChange } from '../world/persons-day.ts';

/** A stretch of the person's day; inclusive at `from`, exclusive at `to`. */
export type DayStretch = { readonly from: Millis; readonly to: Millis; readonly is: DayPart['is'] };

/** More would be a smear. */
const longestLane: Millis = 60 * day;

/** The person's day between two instants, by its plan; nothing for a person without one, or over more than 60 days. */
export function dayLane(parts: readonly DayPart[], from: Millis, to: Millis): readonly DayStretch[] {
  if (parts.length === 0 || to - from > longestLane) return [];
  const person = { atDesk: false, doNotDisturb: false, screenLocked: false, day: parts };
  const stretches: DayStretch[] = [];
  for (let at = from; at < to; ) {
    const next = Math.min(nextDayChange({ person }, at) ?? to, to);
    const part = dayPartAt(parts, at);
    if (part !== undefined) stretches.push({ from: at, to: next, is: part.is });
    at = next;
  }
  return stretches;
}
