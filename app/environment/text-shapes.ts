import { z } from 'zod';
import { isRange, normaliseAddress } from '../network/address.ts';
import { readPage } from '../network/browser-facts.ts';
import { canonicalName } from '../network/destination.ts';
import { parseInstant } from '../time/calendar.ts';
import { day, hour, minute } from '../time/instant.ts';
import { parseSpan } from '../time/span.ts';
import { shorten } from './say-issue.ts';

/** For editors, which can't run what reads a text: a pattern that takes all that it takes, and what to write instead. */
const likeSpan = {
  pattern: String.raw`^\s*\+?\s*(\d[\d\s]*(\.\s*\d[\d\s]*)?(m\s*s|[wdhms])\s*)+$`,
  patternErrorMessage: 'write a span like 5m, 7d 3h or 90s',
};
const likeSignedSpan = {
  pattern: likeSpan.pattern.replace('^', '^-?'),
  patternErrorMessage: 'write a span like 90s, or -26h for behind',
};
const likeInstant = {
  pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$`,
  patternErrorMessage: 'write an instant like 2026-03-02T09:00:00Z',
};
const likeAddress = {
  pattern: String.raw`^(\d{1,3}(\.\d{1,3}){3}|[\dA-Fa-f]*:[\dA-Fa-f]*:[\dA-Fa-f.:]*(%\S+)?)$`,
  patternErrorMessage: 'write an IP address like 10.20.0.10',
};
const likeTimeOfDay = {
  pattern: String.raw`^(([01]\d|2[0-3]):[0-5]\d|24:00)$`,
  patternErrorMessage: 'write a time of day like 09:30',
};
const likePage = {
  pattern: String.raw`^[Hh][Tt][Tt][Pp][Ss]?://[^\s#]+$`,
  patternErrorMessage: 'write a page like https://wiki.corp.internal/',
};
const likePlace = {
  pattern: String.raw`^((\*\.)?\w[\w.-]*|[\dA-Fa-f.:]+(%\S+)?(/\d{1,3})?)$`,
  patternErrorMessage: 'write an address, a CIDR, a host, or *. and a domain',
};

/** A span as people write it; milliseconds once read. */
export const spanText = z
  .string('write a span like 5m, 7d 3h or 90s')
  .transform((text, context) => {
    const span = parseSpan(text);
    if (span !== undefined) return span;
    context.addIssue({ code: 'custom', message: `"${shorten(text)}" is no span: write one like 5m, 7d 3h or 90s` });
    return z.NEVER;
  })
  .meta(likeSpan);

/** A span with a sign: `-26h` is 26 hours behind. */
export const signedSpanText = z
  .string()
  .transform((text, context) => {
    const span = parseSpan(text.replace(/^-/, ''));
    if (span !== undefined) return text.startsWith('-') ? -span : span;
    context.addIssue({
      code: 'custom',
      message: `"${shorten(text)}" is no span: write one like 90s, or -26h for behind`,
    });
    return z.NEVER;
  })
  .meta(likeSignedSpan);

export const instantText = z
  .string('write an instant like 2026-03-02T09:00:00Z')
  .transform((text, context) => {
    const at = parseInstant(text);
    if (at !== undefined) return at;
    context.addIssue({
      code: 'custom',
      message: `"${shorten(text)}" is no instant: write one like 2026-03-02T09:00:00Z`,
    });
    return z.NEVER;
  })
  .meta(likeInstant);

export const addressText = z
  .string()
  .transform((text, context) => {
    const address = normaliseAddress(text);
    if (address !== undefined) return address;
    context.addIssue({ code: 'custom', message: `"${shorten(text)}" is no IP address: write one like 10.20.0.10` });
    return z.NEVER;
  })
  .meta(likeAddress);

/** A time of day in UTC, `09:30`; `24:00` is the end of the day. Milliseconds from its beginning once read. */
export const timeOfDay = z
  .string()
  .transform((text, context) => {
    const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
    const time = Number(hours) * hour + Number(minutes) * minute;
    if (Number(minutes) < 60 && time <= day) return time;
    context.addIssue({ code: 'custom', message: `"${shorten(text)}" is no time of day: write one like 09:30` });
    return z.NEVER;
  })
  .meta(likeTimeOfDay);

export const hostText = z
  .string()
  .max(253)
  .regex(/^\w([\w.-]*\w)?\.?$/, 'write a host name like wiki.corp.internal')
  .transform(canonicalName);

/** Of what people, destinations and programs are called. Those of every object would be found where nothing was put. */
export const key = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'use at most 100 letters, digits, dots, dashes and underscores')
  .refine((text) => !(text in Object.prototype), 'this name is taken by the emulator itself: choose another one');

export const name = z.string().min(1).max(200);

export const pageText = z
  .string()
  .max(2000)
  .refine((text) => readPage(text) !== undefined, 'write a page like https://wiki.corp.internal/')
  .meta(likePage);

/** Something that traffic goes to. */
export const place = z
  .string()
  .refine(
    (entry) => isRange(entry) || /^(\*\.)?[a-z0-9_][a-z0-9_.-]*$/i.test(entry),
    'write an address, a CIDR, a host, or *. and a domain',
  )
  .meta(likePlace);

/** Values of Gateway's fields. Read by the fields' types once the environment is whole. */
export const facts = z.record(z.string(), z.unknown()).default({});
