import { parseInstant } from '../time/calendar.ts';
import { day, hour, type Millis, minute } from '../time/instant.ts';
import { parseSpan } from '../time/span.ts';

/** From when somebody says it: the present, and how far the clock on their wall is ahead of UTC. */
export type Said = { readonly now: Millis; readonly utcOffset: Millis };

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
/** 1 Jan 1970 was a Thursday. */
const epochWeekday = 4;

/** `3 days`, `2 hours`, `10 min`. */
const unitWord = /(\d)\s*([wdhm])(?:eeks?|ays?|ours?|in(?:ute)?s?)\b/gi;

/**
 * An instant as people say it: `Monday`, `Mon 09:00`, `yesterday 17:30`, `today`, `2026-03-09 09:00`, `8d ago`, or RFC 3339. A day
 * without a time is its beginning; of weekdays the latest is meant. `undefined` for anything else.
 */
export function readWhen(text: string, { now, utcOffset }: Said): Millis | undefined {
  const plain = text.trim();
  const exact = parseInstant(plain) ?? parseInstant(plain.replace(' ', 'T'));
  if (exact !== undefined) return exact;
  if (plain.toLowerCase() === 'now') return now;
  const span = parseSpan(plain.replace(/\s*\bago$/i, '').replaceAll(unitWord, '$1$2'));
  if (span !== undefined) return now - span;
  const [, dayWord = '', clock] = /^(\S+)(?:\s+(\d{1,2}:\d\d))?$/.exec(plain) ?? [];
  const time = clock === undefined ? 0 : timeOfDay(clock);
  const start = time === undefined ? undefined : startOfDay(dayWord.toLowerCase(), now + utcOffset, time);
  return start === undefined || time === undefined ? undefined : start + time - utcOffset;
}

/** All of it in the time of the wall. */
function startOfDay(word: string, now: Millis, time: Millis): Millis | undefined {
  const today = Math.floor(now / day) * day;
  if (word === 'today') return today;
  if (word === 'yesterday') return today - day;
  const weekday = weekdays.findIndex((one) => word.length >= 3 && isWeekday(word, one));
  if (weekday >= 0) {
    const back = (((today / day + epochWeekday - weekday) % 7) + 7) % 7;
    const start = today - back * day;
    return start + time > now ? start - 7 * day : start;
  }
  return parseInstant(`${word}T00:00Z`);
}

const endings: Readonly<Record<string, string>> = {
  sun: 'day',
  mon: 'day',
  tue: 'sday',
  wed: 'nesday',
  thu: 'rsday',
  fri: 'day',
  sat: 'urday',
};

function isWeekday(word: string, short: string): boolean {
  return word.startsWith(short) && `${short}${endings[short] ?? ''}`.startsWith(word);
}

function timeOfDay(text: string): Millis | undefined {
  const [hours = Number.NaN, minutes = Number.NaN] = text.split(':').map(Number);
  return hours < 24 && minutes < 60 ? hours * hour + minutes * minute : undefined;
}
