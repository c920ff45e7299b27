import { z } from 'zod';
import { sayVersion, spanText } from '../environment/environment-file.ts';

/** Words of the catalogue for what an act came to; DESIGN.md §3 maps them to verdicts. */
export const expectedVerdicts = [
  'allow',
  'not_checked',
  'existing_flow_kept',
  'flow_closed_idle',
  'blocked_session',
  'blocked_policy',
  'blocked_access',
  'bypass',
  'origin_down',
  'offline',
  'dns_ok',
  'dns_timeout',
  'dns_nxdomain',
  'ok',
  'rejected',
  'loop',
] as const;

const connect = z.strictObject({
  /** Key of a destination, or a host name or address. */
  to: z.string().min(1),
  /** Absent: the destination's only or lowest port. */
  port: z.number().int().min(1).max(65535).exactOptional(),
  /** `http` and `https` are what a browser does; they go to ports 80 and 443 unless `port` says otherwise. */
  protocol: z.enum(['tcp', 'udp', 'icmp', 'http', 'https']).default('tcp'),
  /** Whether the program names the destination or uses its address. */
  by: z.enum(['name', 'address']).default('address'),
  /** Keeps the connection open under this name for later steps. */
  flow: z.string().min(1).exactOptional(),
  keptBusy: z.boolean().default(false),
  /** Through the proxy of Local proxy mode, rather than as traffic of the device. */
  byLocalProxy: z.boolean().default(false),
  /** The actor that tries, instead of the person's own program. */
  as: z.string().min(1).exactOptional(),
});

const resolve = z.strictObject({ name: z.string().min(1), as: z.string().min(1).exactOptional() });

const reauthenticate = z.strictObject({
  /** Key into people: whom to choose where the provider asks. */
  as: z.string().min(1),
  from: z.enum(['settings', 'notice', 'command-line', 'refresh-identity']).default('settings'),
  end: z.enum(['finish', 'cancel', 'close-tab']).default('finish'),
});

const act = z.union([
  z.strictObject({
    connect: z.union([
      z
        .string()
        .min(1)
        .transform((to) => connect.parse({ to })),
      connect,
    ]),
  }),
  z.strictObject({
    resolve: z.union([
      z
        .string()
        .min(1)
        .transform((name) => resolve.parse({ name })),
      resolve,
    ]),
  }),
  z.strictObject({ send: z.string().min(1) }),
  z.strictObject({ look: z.string().min(1) }),
  /** A sign-in from its first page to its end. */
  z.strictObject({
    reauthenticate: z.union([
      z
        .string()
        .min(1)
        .transform((as) => reauthenticate.parse({ as })),
      reauthenticate,
    ]),
  }),
  z.strictObject({ enrol: z.string().min(1) }),
  /** `click` opens the sign-in and leaves it open. */
  z.strictObject({ notice: z.enum(['dismiss', 'click']) }),
  /** Closes the window of the sign-in that is open; signs out at the provider. */
  z.strictObject({ browser: z.enum(['close-tab', 'forget']) }),
  z.strictObject({ registration: z.enum(['log-out', 'delete', 'revoke', 'force-reauth']) }),
  /** An edit of the environment: mappings are merged as `with` is. */
  z.strictObject({ edit: z.record(z.string(), z.unknown()), now: z.boolean().default(false) }),
  /** Looks for what will hurt in the environment as it is planned. */
  z.strictObject({ lint: z.literal('environment') }),
  /** A policy's duration as somebody would write it. */
  z.strictObject({ duration: z.string() }),
  /** What `warp-cli status` prints. */
  z.strictObject({ status: z.literal('show') }),
  /** What a countdown on the device would show for a policy, by the device's own clock. */
  z.strictObject({ countdown: z.string().min(1) }),
  z.strictObject({ client: z.enum(['connect', 'disconnect']) }),
  z.strictObject({ device: z.enum(['sleep', 'wake', 'go-offline', 'go-online']) }),
  /** The notices so far that came due under a policy. */
  z.strictObject({ countNotices: z.string().min(1) }),
  z.strictObject({
    person: z.strictObject({
      atDesk: z.boolean().exactOptional(),
      doNotDisturb: z.boolean().exactOptional(),
      screenLocked: z.boolean().exactOptional(),
    }),
  }),
]);

const expectation = z.strictObject({
  verdict: z.enum(expectedVerdicts),
  policy: z.string().exactOptional(),
  /** What is left of the session under the policy that decided. */
  left: spanText.exactOptional(),
  notice: z.enum(['shown', 'swallowed', 'none']).exactOptional(),
  why: z.enum(['no-channel', 'permission-denied', 'do-not-disturb']).exactOptional(),
  /** Whether somebody saw the notice. */
  seen: z.boolean().exactOptional(),
  /** The session age once the act is done. */
  age: spanText.exactOptional(),
  /** The code of something that `lint` finds. */
  finding: z.string().min(1).exactOptional(),
  /** How a duration is stored, and a part of what is said about one that is none. */
  normal: z.string().exactOptional(),
  hint: z.string().exactOptional(),
  /** The Access application that decides. */
  application: z.string().exactOptional(),
  /** What `countNotices` counts. */
  count: z.number().int().min(0).exactOptional(),
  /** Whether the provider asked for credentials. */
  credentials: z.boolean().exactOptional(),
  /** What `status` prints, and the code that the client shows with it. */
  prints: z.string().exactOptional(),
  error: z.string().exactOptional(),
  /** For people. */
  because: z.string().exactOptional(),
});

const step = z.strictObject({
  /** Offset from the start of the run. */
  at: spanText,
  do: z.union([act.transform((one) => [one]), z.array(act).min(1)]),
  /** Holds for each act of the step. */
  expect: expectation,
});

/** A lockout as a file: an environment, acts at times, and what each must come to (DESIGN.md §6). */
export const scenarioFileShape = z.strictObject({
  version: z.literal(1, { error: ({ input }) => sayVersion(input) }),
  id: z.string().min(1),
  title: z.string().min(1),
  symptoms: z.array(z.string()).default([]),
  cause: z.string().default(''),
  resolution: z.string().default(''),
  evidence: z.array(z.string()).default([]),
  /** Path of an environment file, from this file. */
  environment: z.string().min(1),
  /** What differs from that environment: mappings are merged, all else is replaced. */
  with: z.record(z.string(), z.unknown()).default({}),
  steps: z.array(step).min(1),
});

export type Scenario = z.output<typeof scenarioFileShape>;
export type ScenarioStep = Scenario['steps'][number];
export type Act = ScenarioStep['do'][number];
export type Expectation = ScenarioStep['expect'];
export type ExpectedVerdict = (typeof expectedVerdicts)[number];

/**
 * Lays `changes` over an environment's data: mappings are merged key by key, an empty value (YAML's `~`) takes the key
 * away, all else is replaced.
 */
export function mergeData(base: unknown, changes: unknown): unknown {
  if (!isMapping(base) || !isMapping(changes)) return changes;
  const merged = new Map<string, unknown>(Object.entries(base));
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergeData(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
