import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseInstant,
  sayDay,
  sayDayOfMonth,
  sayExactly,
  sayInstant,
  sayTime,
  sayWeekdayTime,
  sayWeekdayTimeExactly,
  sayWhen,
  writeInstant,
} from '../../../app/time/calendar.ts';
import { day, hour, minute, second } from '../../../app/time/instant.ts';

/** Mon 9 Mar 2026, 09:00:41 UTC. */
const monday = Date.UTC(2026, 2, 9, 9, 0, 41);

const anyInstant = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });
const two = (amount: number) => String(amount).padStart(2, '0');

describe('an instant that is read', () => {
  it.each([
    ['2026-03-09T09:00:41Z', monday],
    ['2026-03-09T09:00:41.000Z', monday],
    ['2026-03-09T09:00:41.5Z', monday + 500],
    ['2026-03-09T10:30:41+01:30', monday],
    ['2026-03-09T01:00:41-08:00', monday],
    ['2026-03-09T09:00Z', monday - 41 * second],
  ])('%s is %d', (text, at) => {
    expect(parseInstant(text)).toBe(at);
  });

  it.each([
    ['', 'nothing'],
    ['2026-03-09', 'only a day'],
    ['2026-03-09 09:00:41Z', 'no T'],
    ['2026-03-09T09:00:41', 'no offset'],
    ['2026-03-09T09:00:41+0100', 'an offset without its colon'],
    ['2026-03-09T09:00:41 UTC', 'a zone by name'],
    ['2026-03-09T09:00:41z', 'small letters'],
    ['2026-13-09T09:00:41Z', 'a thirteenth month'],
    ['2026-03-32T09:00:41Z', 'a thirty-second day'],
    ['2026-03-09T25:00:41Z', 'a twenty-fifth hour'],
    ['2026-03-09T09:00:41+99:99', 'an offset of days'],
    ['Mon 9 Mar 2026 09:00:41 UTC', 'what people read'],
    [' 2026-03-09T09:00:41Z', 'blanks before'],
    ['2026-03-09T09:00:41Z\n', 'a line end'],
  ])('%j is none: %s', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('is none without an offset, whichever it is', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(parseInstant(writeInstant(at).replace('Z', ''))).toBeUndefined();
      }),
    );
  });

  it('counts its offset', () => {
    const offset = fc.tuple(fc.constantFrom(1, -1), fc.nat({ max: 23 }), fc.nat({ max: 59 }));
    fc.assert(
      fc.property(anyInstant, offset, (at, [sign, hours, minutes]) => {
        const text = writeInstant(at).replace('Z', `${sign > 0 ? '+' : '-'}${two(hours)}:${two(minutes)}`);
        expect(parseInstant(text)).toBe(at - sign * (hours * hour + minutes * minute));
      }),
    );
  });

  it('is finite or none, whatever the text', () => {
    const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));
    const parts = fc.tuple(digits(4), digits(2), digits(2), digits(2), digits(2), digits(2));
    fc.assert(
      fc.property(parts, ([year, month, date, hours, minutes, seconds]) => {
        const at = parseInstant(`${year}-${month}-${date}T${hours}:${minutes}:${seconds}Z`);
        expect(Number.isFinite(at ?? 0)).toBe(true);
      }),
    );
  });
});

describe('an instant that is written', () => {
  it('has milliseconds only when there are any', () => {
    expect(writeInstant(monday)).toBe('2026-03-09T09:00:41Z');
    expect(writeInstant(monday + 5)).toBe('2026-03-09T09:00:41.005Z');
  });

  it('reads back as it was', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(parseInstant(writeInstant(at))).toBe(at);
      }),
    );
  });

  it('sorts as text in the order of time, to the second', () => {
    const anySecond = anyInstant.map((at) => Math.floor(at / second) * second);
    fc.assert(
      fc.property(anySecond, anySecond, (one, other) => {
        expect(writeInstant(one) < writeInstant(other)).toBe(one < other);
      }),
    );
  });
});

describe('the words for an instant', () => {
  it.each([
    ['in full', sayInstant, 'Mon 9 Mar 2026 09:00:41'],
    ['in full with its zone', sayExactly, 'Mon 9 Mar 2026 09:00:41 UTC'],
    ['by its day', sayDay, 'Mon 9 Mar'],
    ['by its day of the month', sayDayOfMonth, 'Mon 9'],
    ['by weekday and minute', sayWeekdayTime, 'Mon 09:00'],
    ['by weekday and second', sayWeekdayTimeExactly, 'Mon 09:00:41'],
    ['by its time of day', sayTime, '09:00:41'],
  ])('name it %s', (_how, say, words) => {
    expect(say(monday)).toBe(words);
  });

  it('agree with what is written', () => {
    fc.assert(
      fc.property(anyInstant, (at) => {
        expect(writeInstant(at)).toContain(`T${sayTime(at)}`);
        expect(Date.parse(sayExactly(at))).toBe(Math.floor(at / second) * second);
      }),
    );
  });

  it('say no more of the day than is needed on the day that is now', () => {
    expect(sayWhen(monday, monday + hour)).toBe('09:00:41');
    expect(sayWhen(monday, monday - 9 * hour)).toBe('09:00:41');
    expect(sayWhen(monday, monday - 10 * hour)).toBe('Mon 09:00');
    expect(sayWhen(monday, monday + day)).toBe('Mon 09:00');
    expect(sayWhen(monday, monday + 6 * day)).toBe('Mon 9 Mar 2026 09:00:41');
    expect(sayWhen(monday, monday - 6 * day)).toBe('Mon 9 Mar 2026 09:00:41');
  });

  it('never name a weekday that could be read as another day', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: -20 * day, max: 20 * day }), (now, span) => {
        const at = Math.max(0, now + span);
        const words = sayWhen(at, now);
        const sameDay = Math.floor(at / day) === Math.floor(now / day);
        if (sameDay) expect(words).toBe(sayTime(at));
        else if (words === sayWeekdayTime(at)) expect(Math.abs(at - now)).toBeLessThan(6 * day);
        else expect(words).toBe(sayInstant(at));
      }),
    );
  });
});
