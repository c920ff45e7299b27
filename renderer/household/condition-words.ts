import { day, hour, type Millis, minute } from '../../app/time/instant.ts';
import { sayLeft, writeSpan } from '../../app/time/span.ts';
import { nextExpiryOf } from '../../app/view/next-expiry.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { saySkew } from '../shared/circumstance-words.ts';
import { texts } from '../shared/texts.ts';

const words = texts.conditions;

const usualSkews: readonly Millis[] = [0, 5 * minute, 26 * hour, -5 * minute, -26 * hour];

/** Values as an environment file writes them: `0s`, `-26h`. */
export function skewOptions(skew: Millis): {
  readonly value: string;
  readonly options: Readonly<Record<string, string>>;
} {
  const skews = usualSkews.includes(skew) ? usualSkews : [...usualSkews, skew];
  return { value: writeSkew(skew), options: Object.fromEntries(skews.map((each) => [writeSkew(each), saySkew(each)])) };
}

/** For how long a code unlocks the switch, as an environment file writes it; `~`: there are no codes. */
export function codeOptions(unlocksFor: Millis | undefined): {
  readonly value: string;
  readonly options: Readonly<Record<string, string>>;
} {
  const value = unlocksFor === undefined ? '~' : writeSpan(unlocksFor);
  return { value, options: value in words.codeSpans ? words.codeSpans : { ...words.codeSpans, [value]: value } };
}

/** What a countdown by the device's clock would say beside what counts: the network's (DOMAIN.md §1.1 fact 9). */
export function sayCountdown(snapshot: Snapshot, now: Millis): string {
  const next = nextExpiryOf(snapshot, now);
  if (next === undefined) return words.noCountdown;
  return words.countdown(sayLeft(next.at - now - snapshot.device.clockSkew), sayLeft(next.at - now));
}

/** `Mon to Fri 09:00 to 17:00 at work`, one line each. */
export function sayParts(parts: Snapshot['day']): readonly string[] {
  return parts.map(
    ({ is, days, from, to }) => `${sayDays(days)} ${sayTimeOfDay(from)} to ${sayTimeOfDay(to)} ${words.parts[is]}`,
  );
}

const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function sayDays(days: Snapshot['day'][number]['days']): string {
  const at = week.filter((each) => days.includes(each));
  const first = week.indexOf(at[0] ?? 'mon');
  const isRow = at.length > 2 && at.every((each, index) => week.indexOf(each) === first + index);
  return isRow ? `${capital(at[0])} to ${capital(at.at(-1))}` : at.map(capital).join(', ');
}

const capital = (name: string | undefined) => `${name?.charAt(0).toUpperCase()}${name?.slice(1)}`;

function sayTimeOfDay(time: Millis): string {
  const whole = Math.min(time, day);
  return [Math.floor(whole / hour), Math.floor((whole % hour) / minute)]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

function writeSkew(skew: Millis): string {
  return `${skew < 0 ? '-' : ''}${writeSpan(Math.abs(skew))}`;
}

/** What stands in the field of groups: names with commas between them. */
export function readGroups(text: string): readonly string[] {
  return [...new Set(text.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}

export function sayGroups({ directory, known }: NonNullable<Snapshot['groups']>): string {
  if (directory.toSorted().join() === known.toSorted().join()) return words.groupsKnown;
  return words.groupsStale(known.length === 0 ? words.noGroups : known.join(', '));
}
