import { z } from 'zod';
import { isPrivateAddress, isRange, normaliseAddress } from '../network/address.ts';
import { readPage } from '../network/browser-facts.ts';
import { canonicalName } from '../network/destination.ts';
import { parseGoDuration } from '../policy/duration.ts';
import type { GatewayList, ImportWarning, Policy, SessionCheck } from '../policy/policy.ts';
import { parseInstant } from '../time/calendar.ts';
import { day, hour, minute } from '../time/instant.ts';
import { parseSpan } from '../time/span.ts';
import type { Weekday } from '../time/weekly-hours.ts';
import { type Destination, type Environment, failureSurfaces, type ServiceKind } from './environment.ts';
import { shorten } from './say-issue.ts';
import { readLoopback } from './upstream.ts';

/** A span as people write it; milliseconds once read. */
export const spanText = z.string('write a span like 5m, 7d 3h or 90s').transform((text, context) => {
  const span = parseSpan(text);
  if (span !== undefined) return span;
  context.addIssue({ code: 'custom', message: `"${shorten(text)}" is no span: write one like 5m, 7d 3h or 90s` });
  return z.NEVER;
});

/** A span with a sign: `-26h` is 26 hours behind. */
const signedSpanText = z.string().transform((text, context) => {
  const span = parseSpan(text.replace(/^-/, ''));
  if (span !== undefined) return text.startsWith('-') ? -span : span;
  context.addIssue({
    code: 'custom',
    message: `"${shorten(text)}" is no span: write one like 90s, or -26h for behind`,
  });
  return z.NEVER;
});

export const instantText = z.string('write an instant like 2026-03-02T09:00:00Z').transform((text, context) => {
  const at = parseInstant(text);
  if (at !== undefined) return at;
  context.addIssue({
    code: 'custom',
    message: `"${shorten(text)}" is no instant: write one like 2026-03-02T09:00:00Z`,
  });
  return z.NEVER;
});

const addressText = z.string().transform((text, context) => {
  const address = normaliseAddress(text);
  if (address !== undefined) return address;
  context.addIssue({ code: 'custom', message: `"${shorten(text)}" is no IP address: write one like 10.20.0.10` });
  return z.NEVER;
});

const hostText = z
  .string()
  .max(253)
  .regex(/^[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?$/i, 'write a host name like wiki.corp.internal')
  .transform(canonicalName);

/** Of what people, destinations and programs are called. Those of every object would be found where nothing was put. */
const key = z
  .string()
  .regex(/^[\w.-]{1,100}$/, 'use at most 100 letters, digits, dots, dashes and underscores')
  .refine((text) => !(text in Object.prototype), 'this name is taken by the emulator itself: choose another one');

const name = z.string().min(1).max(200);

const unsigned16 = z.number().int().min(0).max(65_535);

/** A policy written into the environment itself; exports are imported instead, untouched. */
const inlinePolicy = z.strictObject({
  id: z.string().min(1),
  name: z.string().exactOptional(),
  description: z.string().default(''),
  enabled: z.boolean().default(true),
  precedence: z.number().int(),
  action: z.string().default('allow'),
  filter: z.enum(['l4', 'http', 'dns', 'egress', 'dns_resolver']).default('l4'),
  traffic: z.string().default(''),
  identity: z.string().default(''),
  devicePosture: z.string().default(''),
  /** A Go duration such as `168h0m0s`; the long form can switch the check off. */
  checkSession: z.union([z.string(), z.strictObject({ enforce: z.boolean(), duration: z.string() })]).exactOptional(),
  /** Of a `resolve` policy. */
  resolvers: z.array(z.string()).exactOptional(),
  /** Where an import found it. */
  source: z.strictObject({ file: z.string(), line: z.number().int() }).exactOptional(),
  /** What the files of an import left open: such a policy never matches. */
  unresolved: z
    .array(
      z.strictObject({
        part: z.string(),
        message: z.string(),
        file: z.string().exactOptional(),
        line: z.number().int().exactOptional(),
        code: z.literal('unresolved-list').exactOptional(),
      }),
    )
    .exactOptional(),
});

/** `profile` is the name or id of the device profile to take of the imported files; absent: the default one. */
const importedPolicies = z.strictObject({ import: z.string().min(1), profile: z.string().exactOptional() });

const inlineList = z.strictObject({
  id: z.string().min(1),
  name: z.string().default(''),
  type: z.string().default('IP'),
  values: z.array(z.string()).exactOptional(),
});

const importWarning = z.strictObject({
  code: z.string(),
  message: z.string(),
  file: z.string(),
  line: z.number().int(),
});

const services = [
  'http',
  'https',
  'doh',
  'tcp-echo',
  'udp-echo',
  'ssh',
  'dns',
] as const satisfies readonly ServiceKind[];

const upstream = z.strictObject({
  upstream: z
    .string()
    .refine(
      (text) => readLoopback(text) !== undefined,
      'write 127.0.0.1:3000, say: only loopback, so that nothing is forwarded to a real network',
    ),
});

const portText = z
  .string()
  .regex(/^\d{1,5}$/, 'a port is a number')
  .refine((text) => Number(text) >= 1 && Number(text) <= 65_535, 'a port is a number from 1 to 65535');

/** Read by the fields' types once the environment is whole. */
const facts = z.record(z.string(), z.unknown()).default({});

const destination = z.strictObject({
  host: hostText,
  address: addressText,
  ports: z.record(portText, z.union([z.enum(services), upstream])),
  up: z.boolean().default(true),
  delay: spanText.refine((span) => span <= minute, 'at most 1m').default(0),
  /** Absent: public addresses answer outside the tunnel, private ones don't. */
  outside: z.boolean().exactOptional(),
  surface: z.enum(failureSurfaces).exactOptional(),
  facts,
});

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies readonly Weekday[];

/** A time of day in UTC, `09:30`; `24:00` is the end of the day. */
const timeOfDay = z.string().transform((text, context) => {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? [];
  const time = Number(hours) * hour + Number(minutes) * minute;
  if (Number(minutes) < 60 && time <= day) return time;
  context.addIssue({ code: 'custom', message: `"${shorten(text)}" is no time of day: write one like 09:30` });
  return z.NEVER;
});

const weeklyHours = z.strictObject({
  days: z.array(z.enum(weekdays)).default(['mon', 'tue', 'wed', 'thu', 'fri']),
  from: timeOfDay.refine((time) => time < day, '24:00 is the end of a day: write 00:00, and the next day'),
  to: timeOfDay,
});

const pageText = z
  .string()
  .max(2000)
  .refine((text) => readPage(text) !== undefined, 'write a page like https://wiki.corp.internal/');

const recordShapes = [
  z.strictObject({ name: hostText, type: z.enum(['A', 'AAAA']), address: addressText }),
  z.strictObject({ name: hostText, type: z.enum(['CNAME', 'PTR']), host: hostText }),
  z.strictObject({ name: hostText, type: z.literal('TXT'), text: z.array(z.string().max(255)).min(1) }),
  z.strictObject({
    name: hostText,
    type: z.literal('SRV'),
    priority: unsigned16.default(0),
    weight: unsigned16.default(0),
    port: unsigned16,
    host: hostText,
  }),
] as const;

const dnsRecord = z
  .discriminatedUnion('type', recordShapes)
  .refine(
    (record) => !('address' in record) || (record.type === 'AAAA') === record.address.includes(':'),
    'an A record has an IPv4 address, an AAAA record an IPv6 one',
  );

const actor = z
  .strictObject({
    does: z.union([
      z.strictObject({ resolve: hostText }),
      z.strictObject({ connect: z.string().min(1), port: z.number().int().min(1).max(65535) }),
      z.strictObject({ fetch: pageText }),
    ]),
    every: spanText.refine((span) => span >= 1000, 'at least 1s').exactOptional(),
    first: spanText.default(0),
    onWake: spanText.exactOptional(),
    hours: weeklyHours.exactOptional(),
  })
  .refine(
    ({ every, onWake }) => every !== undefined || onWake !== undefined,
    'say when it tries: every, onWake, or both',
  );

const assumptions = z.strictObject({
  expiry: z.enum(['at-duration', 'after-duration']).default('at-duration'),
  noticeScope: z.enum(['episode', 'policy']).default('episode'),
  noticeComes: z.enum(['with-refusal', 'at-expiry']).default('with-refusal'),
  unseenNoticeIsUsed: z.boolean().default(true),
  accessReturnsAfter: spanText.default(0),
  policyEditDelay: spanText.default(2 * minute),
  deviceEditDelay: spanText.default(10 * minute),
  includeNeedsProvider: z.boolean().default(true),
  noIdentityFails: z.boolean().default(true),
  refreshIdentityRenews: z.boolean().default(true),
  tokenTolerance: spanText.default(minute),
  icmpIsChecked: z.boolean().default(false),
  tcpIdleLimit: spanText.default(8 * hour),
});

const dayPart = z.strictObject({ is: z.enum(['work', 'meeting', 'lunch', 'away', 'night']), ...weeklyHours.shape });

const identity = z.strictObject({
  host: hostText.exactOptional(),
  prompt: z.enum(['none', 'select-account', 'login']).default('none'),
  maxAge: spanText.exactOptional(),
  mfa: z.enum(['none', 'asked', 'refused']).default('none'),
  locked: z.array(key).default([]),
  denied: z.array(key).default([]),
  trouble: z
    .enum(['none', 'down', 'slow', 'server-error', 'wrong-audience', 'wrong-signature', 'wrong-clock'])
    .default('none'),
  scim: z.boolean().default(false),
  browser: z.strictObject({ remembers: key.exactOptional(), rememberedFor: spanText.default(14 * day) }).prefault({}),
  issuer: z
    .strictObject({
      url: z.url(),
      clientId: z.string().min(1),
      scope: z.string().default('openid profile email'),
    })
    .exactOptional(),
});

/** Something that traffic goes to. */
const place = z
  .string()
  .refine(
    (entry) => isRange(entry) || /^(\*\.)?[a-z0-9_][a-z0-9_.-]*$/i.test(entry),
    'write an address, a CIDR, a host, or *. and a domain',
  );

const accessApplication = z.strictObject({
  destinations: z.array(place).min(1),
  ports: z.array(z.number().int().min(1).max(65535)).min(1).exactOptional(),
  usesClientSession: z.boolean().exactOptional(),
  clientSession: spanText.exactOptional(),
});

/** An environment as it stands in a `*.environment.yaml` (DESIGN.md §6). What is left out gets the default here. */
export const environmentFileShape = z.strictObject({
  version: z.literal(1, { error: ({ input }) => sayVersion(input) }),
  name,
  team: z.strictObject({ name, domain: hostText }),
  clock: z.strictObject({ startAt: instantText }),
  people: z.record(
    key,
    z.strictObject({ name, email: z.email().max(320), groups: z.array(z.string()).default([]), facts }),
  ),
  device: z.strictObject({
    name,
    os: z.enum(['windows', 'macos', 'linux']).default('windows'),
    registeredTo: z.string().exactOptional(),
    enrolment: z.enum(['manual', 'mdm', 'service-token']).default('manual'),
    registration: z.enum(['active', 'revoked']).default('active'),
    browser: z.boolean().default(true),
    clockSkew: signedSpanText.default(0),
    /** Ids of posture checks, to how they stand. */
    posture: z.record(z.string().min(1), z.enum(['passed', 'failed'])).default({}),
    facts,
  }),
  client: z
    .strictObject({
      generation: z.enum(['classic', 'panel', 'banner']).default('classic'),
      mode: z
        .enum(['traffic-and-dns', 'dns-only', 'traffic-only', 'local-proxy', 'posture-only'])
        .default('traffic-and-dns'),
      connected: z.boolean().default(true),
      allowedToLeave: z.boolean().default(true),
      switchLocked: z.boolean().default(false),
      adminOverride: spanText
        .refine((span) => span > 0 && span <= day, 'more than nothing and at most 24 h')
        .exactOptional(),
      autoConnect: spanText.refine((span) => span <= day, 'at most 1440 min, which is a day').default(0),
      splitTunnel: z
        .strictObject({
          mode: z.enum(['exclude', 'include']).default('exclude'),
          entries: z.array(place).default([]),
        })
        .prefault({}),
    })
    .prefault({}),
  policies: z.array(z.union([importedPolicies, inlinePolicy])).default([]),
  lists: z.array(inlineList).default([]),
  /** What importing had to say, in an environment that was written by the emulator. */
  warnings: z.array(importWarning).default([]),
  destinations: z.record(key, destination),
  dns: z.strictObject({
    localDomainFallback: z
      .array(
        z.strictObject({ suffix: hostText, resolver: addressText, transport: z.enum(['udp', 'tcp']).default('udp') }),
      )
      .default([]),
    records: z.array(dnsRecord).default([]),
    timeToLive: spanText.default(minute),
  }),
  identity: identity.prefault({}),
  notification: z
    .strictObject({
      channel: z.enum(['toast', 'none']).default('toast'),
      permission: z.enum(['granted', 'denied']).default('granted'),
    })
    .prefault({}),
  person: z
    .strictObject({
      day: z.array(dayPart).default([]),
      atDesk: z.boolean().default(true),
      doNotDisturb: z.boolean().default(false),
      screenLocked: z.boolean().default(false),
    })
    .prefault({}),
  actors: z.record(key, actor).default({}),
  gateway: z
    .strictObject({
      surface: z.enum(failureSurfaces).default('faithful'),
      tlsDecryption: z.boolean().default(false),
    })
    .prefault({}),
  access: z
    .strictObject({
      clientSession: spanText.exactOptional(),
      appliesToAll: z.boolean().default(false),
      applications: z.record(key, accessApplication).default({}),
    })
    .prefault({}),
  whatIf: z
    .strictObject({
      repeatEvery: spanText.exactOptional(),
      warnBefore: spanText.exactOptional(),
      onWake: z.boolean().default(false),
      banner: z.boolean().default(false),
      gracePeriod: spanText.default(0),
    })
    .prefault({}),
  assumptions: assumptions.prefault({}),
});

export type EnvironmentFile = z.output<typeof environmentFileShape>;

/** What to do about a file of another version. */
export function sayVersion(given: unknown): string {
  if (typeof given === 'number' && given > 1) {
    return `the file is of version ${given}, and this emulator reads version 1: update the emulator`;
  }
  return 'this emulator reads version 1: write version: 1 and compare the file with the shipped examples';
}

/** What importing the files named in `policies` has brought, in the order in which they stand there. */
export type ImportedPolicies = {
  readonly policies: readonly Policy[];
  readonly lists: readonly GatewayList[];
  readonly warnings: readonly ImportWarning[];
};

/** Makes the environment of a decoded file; `imported` answers for each `import:` entry by its text. */
export function environmentFrom(file: EnvironmentFile, imported: (path: string) => ImportedPolicies): Environment {
  const parts = file.policies.map((entry) =>
    'import' in entry ? imported(entry.import) : { policies: [policyFrom(entry)], lists: [], warnings: [] },
  );
  return {
    ...file,
    destinations: Object.fromEntries(Object.entries(file.destinations).map(([name, found]) => [name, placed(found)])),
    policies: parts.flatMap((part) => part.policies),
    lists: [...parts.flatMap((part) => part.lists), ...file.lists],
    warnings: [...parts.flatMap((part) => part.warnings), ...file.warnings],
  };
}

function placed(found: EnvironmentFile['destinations'][string]): Destination {
  return { ...found, outside: found.outside ?? !isPrivateAddress(found.address) };
}

function policyFrom({ checkSession, name, ...rest }: z.output<typeof inlinePolicy>): Policy {
  return {
    ...rest,
    name: name ?? rest.id,
    ...(checkSession === undefined ? {} : { checkSession: sessionCheckFrom(checkSession) }),
  };
}

function sessionCheckFrom(check: string | { enforce: boolean; duration: string }): SessionCheck {
  const { enforce, duration: text } = typeof check === 'string' ? { enforce: true, duration: check } : check;
  const parsed = parseGoDuration(text);
  return { enforce, text, ...(parsed.ok ? { duration: parsed.duration } : {}) };
}
