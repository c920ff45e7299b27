import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, type Millis, minute, second } from '../../../app/time/instant.ts';
import { parseSpan, sayAgo, sayLeft, sayRoughly, saySpan, sayToMinute, writeSpan } from '../../../app/time/span.ts';

const anySpan = fc.oneof(fc.nat({ max: minute }), fc.nat({ max: 30 * day }), fc.maxSafeNat());
/** What arithmetic on instants may yield by mistake as well. */
const anyNumber = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constantFrom(Number.NaN, -0, -minute));

const unitSizes: Readonly<Record<string, Millis>> = { d: day, h: hour, min: minute, s: second };

/** The span that words stand for. */
function sizeOf(words: string): Millis {
  return [...words.matchAll(/(\d+) (d|h|min|s)/g)].reduce(
    (total, [, amount, unit]) => total + Number(amount) * (unitSizes[unit ?? ''] ?? Number.NaN),
    0,
  );
}

describe('a span that is read', () => {
  it.each([
    ['7d 3h', 7 * day + 3 * hour],
    ['1h30m', 90 * minute],
    ['90s', 90 * second],
    ['0s', 0],
    ['250ms', 250],
    ['2w', 14 * day],
    ['1.5h', 90 * minute],
    [' +167h59m ', 168 * hour - minute],
    ['5 m', 5 * minute],
  ])('%j is %d ms', (text, span) => {
    expect(parseSpan(text)).toBe(span);
  });

  it.each(['', ' ', '+', '7', '7 days', '-5m', '++5m', 'h', '5mm', '.5h', '1.h', '1,5h', '1e3s', '5M', 'NaNs', '٣h'])(
    '%j is none',
    (text) => {
      expect(parseSpan(text)).toBeUndefined();
    },
  );

  it('is none when it is longer than numbers reach', () => {
    expect(parseSpan(`${'9'.repeat(400)}d`)).toBeUndefined();
  });

  it('is a finite span that does not go back, whatever the text', () => {
    const fragment = fc.constantFrom('1', '07', '.', '5', 'ms', 'm', 's', 'h', 'd', 'w', ' ', '+', '-', 'x');
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 12 }), (fragments) => {
        const span = parseSpan(fragments.join('')) ?? 0;
        expect(Number.isFinite(span)).toBe(true);
        expect(span).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('a span that is written', () => {
  it.each([
    [168 * hour - minute, '167h59m'],
    [41 * second, '41s'],
    [1250, '1s250ms'],
    [0, '0s'],
  ])('%d ms is %s', (span, text) => {
    expect(writeSpan(span)).toBe(text);
  });

  it('reads back as it was', () => {
    fc.assert(
      fc.property(anySpan, (span) => {
        expect(parseSpan(writeSpan(span))).toBe(span);
      }),
    );
  });
});

describe('a span in two units', () => {
  it.each([
    [0, '0 s'],
    [999, '0 s'],
    [5 * second, '5 s'],
    [42 * minute, '42 min'],
    [42 * minute + 10 * second, '42 min 10 s'],
    [7 * day + minute, '7 d 1 min'],
    [7 * day + 41 * second, '7 d 41 s'],
    [7 * day - second, '6 d 23 h'],
  ])('%d ms is %s', (span, words) => {
    expect(saySpan(span)).toBe(words);
  });

  it('never exceeds it, and falls short by less than its smallest unit', () => {
    fc.assert(
      fc.property(anySpan, (span) => {
        const words = saySpan(span);
        const smallest = unitSizes[words.split(' ').at(-1) ?? ''] ?? Number.NaN;
        expect(span - sizeOf(words)).toBeGreaterThanOrEqual(0);
        expect(span - sizeOf(words)).toBeLessThan(smallest);
      }),
    );
  });
});

describe('spans to the minute', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [42 * minute + 10_000, '42 min'],
    [7 * 1440 * minute + minute, '7 d 1 min'],
    [7 * 1440 * minute - minute, '6 d 23 h 59 min'],
  ])('%d ms is %s', (span, words) => {
    expect(sayToMinute(span)).toBe(words);
  });

  it('lose less than a minute, and less than a second below one', () => {
    fc.assert(
      fc.property(anySpan, (span) => {
        const lost = span - sizeOf(sayToMinute(span));
        expect(lost).toBeGreaterThanOrEqual(0);
        expect(lost).toBeLessThan(span < minute ? second : minute);
      }),
    );
  });
});

describe('rough spans', () => {
  it.each([
    [59_999, '59 s'],
    [42 * minute + 10_000, '42 min'],
    [6 * day + 5 * minute, '6 d 5 min'],
    [7 * day - minute, '6 d 23 h'],
  ])('%d ms is %s', (span, words) => {
    expect(sayRoughly(span)).toBe(words);
  });

  it('begin as spans to the minute do', () => {
    fc.assert(
      fc.property(anySpan, (span) => {
        expect(sayToMinute(span).startsWith(sayRoughly(span))).toBe(true);
      }),
    );
  });

  it.each([
    [0, 'just now'],
    [999, 'just now'],
    [second, '1 s ago'],
    [25 * hour, '1 d 1 h ago'],
  ])('%d ms back is %s', (span, words) => {
    expect(sayAgo(span)).toBe(words);
  });
});

describe('spans in a column', () => {
  it.each([
    [9000, '9 s'],
    [8001, '9 s'],
    [-5, '0 s'],
    [42 * minute + 9000, '42 min 09 s'],
    [60 * minute, '1 h 00 min'],
    [7 * 1440 * minute, '7 d'],
    [7 * 1440 * minute - 1000, '6 d 23 h'],
  ])('%d ms left is %s', (left, words) => {
    expect(sayLeft(left)).toBe(words);
  });

  it('never say that nothing is left while something is', () => {
    fc.assert(
      fc.property(anySpan, (left) => {
        expect(sayLeft(left) === '0 s').toBe(left === 0);
      }),
    );
  });
});

describe('the words for any number', () => {
  it.each([
    ['saySpan', saySpan],
    ['sayToMinute', sayToMinute],
    ['sayRoughly', sayRoughly],
    ['sayAgo', sayAgo],
  ])('%s says no NaN, no sign and never nothing', (_name, say) => {
    fc.assert(
      fc.property(anyNumber, (span) => {
        const words = say(span);
        expect(words).not.toMatch(/NaN|undefined|-\d/);
        expect(words).not.toBe('');
      }),
    );
  });
});
