import { z } from 'zod';
import { day } from '../time/instant.ts';
import type { Weekday } from '../time/weekly-hours.ts';
import { facts, hostText, key, name, pageText, spanText, timeOfDay } from './text-shapes.ts';

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

const weeklyHours = z.strictObject({
  days: z
    .array(z.enum(weekdays))
    .default(['mon', 'tue', 'wed', 'thu', 'fri'])
    .describe('The days on which they begin.'),
  from: timeOfDay
    .refine((time) => time < day, '24:00 is the end of a day: write 00:00, and the next day')
    .meta({ pattern: String.raw`^([01]\d|2[0-3]):[0-5]\d$` })
    .describe('When they begin: a time of day in UTC such as 09:30.'),
  to: timeOfDay.describe('When they end: a time of day in UTC, 24:00 at most. Before from: over midnight.'),
});

export const people = z.record(
  key,
  z.strictObject({
    name: name.describe('What they are called; policies read it as identity.name.'),
    email: z.email().max(320).describe('Their mail address; policies read it as identity.email.'),
    groups: z
      .array(z.string())
      .default([])
      .describe('Names of their groups; policies read them as identity.groups.name.'),
    facts: facts.describe(
      'What policies may know of them that the emulator can’t, by Gateway’s fields, such as identity.saml_attributes. A field that is not here has no value.',
    ),
  }),
);

const dayPart = z.strictObject({
  is: z
    .enum(['work', 'meeting', 'lunch', 'away', 'night'])
    .describe(
      'work: at the desk. meeting: the same, with do not disturb. lunch: away, the screen locked. away: the screen open. night: away, locked, do not disturb. Assumed.',
    ),
  ...weeklyHours.shape,
});

/** The one who uses the device. */
export const person = z.strictObject({
  day: z
    .array(dayPart)
    .prefault([])
    .describe(
      'Parts of their day, of which the last that fits counts; outside all of them nobody is there. Once there are some they rule, not the three keys beside.',
    ),
  atDesk: z.boolean().default(true).describe('Whether they are there to see a notice when the run begins.'),
  doNotDisturb: z.boolean().default(false).describe('Whether the system keeps notices back when the run begins.'),
  screenLocked: z.boolean().default(false).describe('Whether the screen is locked when the run begins.'),
});

/** A program that runs by itself. */
export const actor = z
  .strictObject({
    does: z
      .union([
        z.strictObject({ resolve: hostText.describe('It looks this name up.') }),
        z.strictObject({
          connect: z.string().min(1).describe('It connects to this host or address.'),
          port: z.number().int().min(1).max(65535).describe('The port that it connects to, by TCP.'),
        }),
        z.strictObject({ fetch: pageText.describe('It loads this page, as a tab does that refreshes by itself.') }),
      ])
      .describe('What it tries: resolve a name, connect to a port, or fetch a page.'),
    every: spanText
      .refine((span) => span >= 1000, 'at least 1s')
      .exactOptional()
      .describe('From one turn to the next: a span of at least 1s. Absent: it has none, and needs onWake.'),
    first: spanText.prefault('0s').describe('From the start of the run to its first turn, such as 41s.'),
    onWake: spanText
      .exactOptional()
      .describe('How long after the device has woken it tries, such as 3s. Absent: waking is nothing to it.'),
    hours: weeklyHours
      .exactOptional()
      .describe('When it may run; a turn outside waits for the next opening. Absent: at any hour.'),
  })
  .refine(
    ({ every, onWake }) => every !== undefined || onWake !== undefined,
    'say when it tries: every, onWake, or both',
  )
  // The same for editors.
  .meta({ if: { required: ['onWake'] }, else: { required: ['every'] } });
