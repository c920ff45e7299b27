import { z } from 'zod';
import { parseInstant } from '../time/calendar.ts';
import { commandShape, instant } from './command-shape.ts';
import { stateShape } from './state-shape.ts';

export const bundleFormat = 'warp-session';
export const bundleVersion = 1;
export const bundleSuffix = '.warp-session.json';

/** What a file may take; more is refused, with what to do about it. */
export const bundleLimits = { lines: 200_000, characters: 400_000_000, years: 30 } as const;

const instantText = z
  .string()
  .max(40)
  .refine((text) => parseInstant(text) !== undefined, 'write an instant like 2026-03-02T09:00:00Z');

const hex = z.string().regex(/^[0-9a-f]{64}$/, 'a digest is 64 hexadecimal digits');

const redaction = z.discriminatedUnion(
  'is',
  [
    /** Everything as it was logged. */
    z.strictObject({ is: z.literal('whole') }),
    z.strictObject({
      is: z.literal('redacted'),
      /** Names that were asked to stay. */
      kept: z.array(z.string().max(200)).max(1000),
      stays: z.array(z.string().max(200)).max(100),
      dropped: z.array(z.string().max(200)).max(100),
    }),
  ],
  'write whole or redacted',
);

const begins = z.discriminatedUnion(
  'with',
  [
    /** The first line starts the run, or branches it off another one. */
    z.strictObject({ with: z.literal('run'), at: instantText }),
    z.strictObject({ with: z.literal('branch'), at: instantText }),
    /** Lines before are not here; `state` is what line `after` left behind. */
    z.strictObject({
      with: z.literal('state'),
      at: instantText,
      after: z.number().int().min(0),
      why: z.enum(['asked-for', 'no-longer-kept']),
      state: stateShape,
    }),
  ],
  'write run, branch or state',
);

/** What stands before the lines. */
export const bundleHeadShape = z.strictObject({
  format: z.literal(bundleFormat),
  version: z.literal(bundleVersion),
  product: z.strictObject({
    name: z.string().min(1).max(100),
    version: z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}(-[\w.]{1,50})?$/, 'write a version like 1.2.0'),
  }),
  /** Of the events: another one may decide otherwise. */
  engine: z.number().int().min(1).max(1_000_000),
  redaction,
  begins,
});

/** One decided command and what came of it. Events are compared with what the engine decides, byte for byte. */
export const bundleLineShape = z.strictObject({
  n: z.number().int().min(1),
  at: instant,
  command: commandShape,
  events: z
    .array(z.looseObject({ at: instant, type: z.string().max(100) }))
    .min(1)
    .max(1_000_000),
});

/** What stands behind the lines. `digest` is made of everything above, so that a change of any byte shows. */
export const bundleEndShape = z.strictObject({
  at: instantText,
  lines: z.number().int().min(0),
  /** How many names have become others, in a redacted one. */
  renamed: z.number().int().min(0).exactOptional(),
  stateHash: hex,
  digest: hex,
});

/** A whole `*.warp-session.json` (DESIGN.md §6). It is written and read piece by piece, in this order. */
export const bundleFileShape = z.strictObject({
  ...bundleHeadShape.shape,
  lines: z.array(bundleLineShape),
  end: bundleEndShape,
});

export type BundleHead = z.output<typeof bundleHeadShape>;
export type BundleEnd = z.output<typeof bundleEndShape>;
export type Redaction = BundleHead['redaction'];
