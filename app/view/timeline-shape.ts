import { z } from 'zod';
import { noticeFateShape, verdictClass } from './snapshot-shape.ts';

/** Instants are milliseconds since 1970 in virtual time; a stretch is inclusive at `from`, exclusive at `to`. */
const instant = z.number();
const stretch = { from: instant, to: instant };

/** The latest of what one bin holds, and how much else is in it. */
const mark = {
  /** Of the journal entry. */
  id: z.string(),
  at: instant,
  count: z.number(),
};

const attempts = {
  ...mark,
  /** When the latest was; `at` is the first. */
  lastAt: instant,
  host: z.string(),
  /** What the latest ended as. */
  class: verdictClass,
};

/** What happened between two instants, in lanes. Each lane holds at most one mark in each bin. */
export const timelineShape = z.object({
  ...stretch,
  /** Where the lines begin that are kept; absent when that is the beginning of the run. */
  knownFrom: instant.optional(),
  /** The age runs from each `from`; `to` is absent while it goes on. */
  teeth: z.array(z.object({ from: instant, to: instant.optional() })),
  signIns: z.array(
    z.object({
      ...mark,
      is: z.enum(['signed-in', 'enrolled', 'refused', 'abandoned', 'asked', 'revoked', 'left']),
      /** A person by name, or the address that was turned away. */
      who: z.string().optional(),
    }),
  ),
  notices: z.array(
    z.object({
      ...mark,
      noticeId: z.string(),
      fate: noticeFateShape,
      why: z.string().optional(),
      policy: z.string(),
      host: z.string(),
    }),
  ),
  /** Attempts by anybody that got no answer. */
  refused: z.array(z.object(attempts)),
  /** Of each program that runs by itself, with how many of each mark's attempts got no answer; without a name: of further ones. */
  actors: z.array(
    z.object({ name: z.string().optional(), marks: z.array(z.object({ ...attempts, refused: z.number() })) }),
  ),
  flows: z.object({
    /** Each in a row of its own where they overlap; empty where there are more than rows. */
    bars: z.array(
      z.object({
        id: z.string(),
        ...stretch,
        row: z.number(),
        host: z.string(),
        port: z.number(),
        /** Short ones that followed each other at once are one bar. */
        count: z.number(),
        /** Absent while it is open. */
        ended: z.enum(['ended', 'idle']).optional(),
      }),
    ),
    /** How many were open at most in each stretch; where there are more than rows. */
    crowd: z.array(z.object({ ...stretch, open: z.number() })),
    /** Open at once, at most. */
    most: z.number(),
  }),
  /** By the person's day as it is planned now, also ahead; or as set by hand, until now. */
  person: z.array(
    z.object({ ...stretch, is: z.enum(['work', 'meeting', 'lunch', 'away', 'night', 'desk', 'quiet', 'locked']) }),
  ),
  device: z.array(z.object({ ...stretch, is: z.enum(['asleep', 'offline', 'disconnected']) })),
});

export type TimelineLanes = z.infer<typeof timelineShape>;
export type TimelineSignIn = TimelineLanes['signIns'][number];
export type TimelineNotice = TimelineLanes['notices'][number];
export type TimelineAttempts = TimelineLanes['refused'][number];
export type TimelineFlow = TimelineLanes['flows']['bars'][number];
export type PersonStretch = TimelineLanes['person'][number];
export type DeviceStretch = TimelineLanes['device'][number];
