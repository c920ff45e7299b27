import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  addressText,
  hostText,
  instantText,
  pageText,
  place,
  signedSpanText,
  spanText,
  timeOfDay,
} from '../../../app/environment/text-shapes.ts';

const pieces = (...texts: string[]) =>
  fc.array(fc.constantFrom(...texts), { maxLength: 8 }).map((some) => some.join(''));
const digits = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
const address = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
  fc.ipV6().map((text) => `${text}%eth0`),
);
const range = fc.tuple(address, fc.integer({ min: 0, max: 130 })).map(([base, bits]) => `${base}/${bits}`);
const host = fc.oneof(
  fc.domain(),
  fc.domain().map((text) => text.toUpperCase()),
  pieces('a', 'B', '_', '-', '.', '9'),
);

const span = pieces('7', ' ', '+', 'd', '7d', '1.5 h', '3m s', '10 0s', '2w', '5m', '9 ms');
const cases: readonly [name: string, shape: z.ZodType, texts: fc.Arbitrary<string>][] = [
  ['spanText', spanText, span],
  [
    'signedSpanText',
    signedSpanText,
    fc.oneof(
      span,
      span.map((text) => `-${text}`),
    ),
  ],
  [
    'instantText',
    instantText,
    fc
      .tuple(fc.date({ noInvalidDate: true }), fc.constantFrom('', '+02:00'))
      .map(([at, zone]) => (zone === '' ? at.toISOString() : at.toISOString().replace('Z', zone))),
  ],
  [
    'timeOfDay',
    timeOfDay,
    fc.oneof(
      fc.tuple(digits, digits).map((parts) => parts.join(':')),
      fc.constantFrom('24:00', '23:59', '9:30'),
    ),
  ],
  ['addressText', addressText, address],
  ['hostText', hostText, host],
  [
    'place',
    place,
    fc.oneof(
      range,
      address,
      host,
      host.map((text) => `*.${text}`),
    ),
  ],
  [
    'pageText',
    pageText,
    fc.oneof(
      fc.webUrl(),
      fc.webUrl({ withQueryParameters: true }),
      fc.webUrl().map((text) => text.toUpperCase()),
    ),
  ],
];

const patternOf = (shape: z.ZodType) => new RegExp(String(z.toJSONSchema(shape, { io: 'input' }).pattern));

describe('the pattern that editors check a text by', () => {
  it.each(cases)('of %s takes all that is read', (_name, shape, texts) => {
    const pattern = patternOf(shape);
    let read = 0;
    fc.assert(
      fc.property(texts, (text) => {
        if (!shape.safeParse(text).success) return;
        read += 1;
        expect(text).toMatch(pattern);
      }),
      { numRuns: 500 },
    );
    expect(read).toBeGreaterThan(10);
  });

  it.each<[name: string, shape: z.ZodType, texts: readonly string[]]>([
    ['spanText', spanText, ['', '5', '5 minutes', '1y', '5m and 3', '-5m']],
    ['instantText', instantText, ['Monday', '2026-03-02', '2026-03-02T09:00:00']],
    ['timeOfDay', timeOfDay, ['9:30', '25:00', '12:60']],
    ['addressText', addressText, ['wiki', '10.1', '10.20.0.10/8', '09:30']],
    ['place', place, ['', 'wiki corp', '*']],
    ['pageText', pageText, ['wiki.corp.internal', 'ftp://wiki/']],
  ])('of %s refuses what people get wrong', (_name, shape, texts) => {
    const pattern = patternOf(shape);
    expect(texts.filter((text) => pattern.test(text))).toEqual([]);
    expect(texts.filter((text) => shape.safeParse(text).success)).toEqual([]);
  });
});
