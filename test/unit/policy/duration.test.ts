import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatGoDuration, parseGoDuration } from '../../../app/policy/duration.ts';

const hour = 3_600_000;

it.each([
  ['24h', 24 * hour, '24h0m0s'],
  ['24h0m0s', 24 * hour, '24h0m0s'],
  ['1440m', 24 * hour, '24h0m0s'],
  ['168h', 168 * hour, '168h0m0s'],
  ['90m', 1.5 * hour, '1h30m0s'],
  ['300s', 300_000, '5m0s'],
  ['60m0s', hour, '1h0m0s'],
  ['45s', 45_000, '45s'],
  ['1h2m9s', 3_729_000, '1h2m9s'],
  ['9s2m1h', 3_729_000, '1h2m9s'],
  ['1.5h', 1.5 * hour, '1h30m0s'],
  ['.5s', 500, '500ms'],
  ['1.s', 1_000, '1s'],
  ['+1m', 60_000, '1m0s'],
  ['1m1.25s', 61_250, '1m1.25s'],
  ['250ms', 250, '250ms'],
  ['1.5us', 0.0015, '1.5µs'],
  ['3\u{b5}s', 0.003, '3µs'],
  ['3\u{3bc}s', 0.003, '3µs'],
  ['15ns', 0.000015, '15ns'],
  ['0h5m', 300_000, '5m0s'],
])('%s is %d ms, normally written %s', (text, duration, normal) => {
  expect(parseGoDuration(text)).toEqual({ ok: true, duration, normal });
});

it.each([
  ['7d', "days don't exist in this format: write 168h0m0s"],
  ['7 days', "days don't exist in this format: write 168h0m0s"],
  ['1d12h', "days don't exist in this format: write 36h0m0s"],
  ['1w', "weeks don't exist in this format: write 168h0m0s"],
  ['2 weeks', "weeks don't exist in this format: write 336h0m0s"],
  ['168', 'write 168h, or 168m for minutes'],
  ['24 h', 'write 24h0m0s'],
  ['24H', 'write 24h0m0s'],
  ['8 hours', 'write 8h0m0s'],
  ['', 'write for example 24h0m0s'],
  ['-', 'write for example 24h0m0s'],
  ['-5h', 'write 5h'],
  ['never', 'units are h, m, s, ms, us and ns: 24h, 1h30m0s'],
  ['h', 'units are h, m, s, ms, us and ns: 24h, 1h30m0s'],
  ['1h-5m', 'units are h, m, s, ms, us and ns: 24h, 1h30m0s'],
  ['.h', 'units are h, m, s, ms, us and ns: 24h, 1h30m0s'],
])('"%s" is refused, with the hint: %s', (text, hint) => {
  expect(parseGoDuration(text)).toMatchObject({ ok: false, hint });
});

it.each(['0', '0s', '0h0m', '-0', '+0', '0.0000000001s'])('%s is refused: no limit', (text) => {
  expect(parseGoDuration(text)).toEqual({
    ok: false,
    message: `"${text}" is no limit: a duration must be more than zero`,
  });
});

it('refuses what does not fit into 64 bits of nanoseconds', () => {
  expect(parseGoDuration('2562047h47m16.854775807s')).toMatchObject({ ok: true });
  expect(parseGoDuration('2562047h47m16.854775808s')).toMatchObject({ ok: false });
  expect(parseGoDuration(`${'9'.repeat(5000)}h`)).toMatchObject({ ok: false });
  expect(parseGoDuration(`${'0'.repeat(5000)}1h`)).toMatchObject({ ok: true, duration: hour });
});

describe('any duration', () => {
  const milliseconds = fc.integer({ min: 1, max: 400 * 24 * hour });

  it('reads back as it is written, and is written normally', () => {
    fc.assert(
      fc.property(milliseconds, (duration) => {
        const text = formatGoDuration(duration);
        expect(parseGoDuration(text)).toEqual({ ok: true, duration, normal: text });
      }),
    );
  });

  it('is the sum of its terms, in any order', () => {
    const term = fc.tuple(
      fc.nat(500),
      fc.constantFrom(['h', hour] as const, ['m', 60_000] as const, ['s', 1_000] as const, ['ms', 1] as const),
    );
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 5 }), (terms) => {
        const total = terms.reduce((sum, [amount, [, scale]]) => sum + amount * scale, 0);
        fc.pre(total > 0);
        const text = terms.map(([amount, [unit]]) => `${amount}${unit}`).join('');
        expect(parseGoDuration(text)).toMatchObject({ ok: true, duration: total, normal: formatGoDuration(total) });
      }),
    );
  });

  it('never throws, whatever the text', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[-+]?[0-9.dhmsnuµ ]{0,12}$/));
    fc.assert(fc.property(text, (any) => void parseGoDuration(any)));
  });
});
