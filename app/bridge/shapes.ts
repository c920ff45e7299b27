import { z } from 'zod';

export const nothing = z.strictObject({});
export const millis = z.number().min(0);

const policyReference = z.object({ id: z.string(), name: z.string() });

/** A verdict as it leaves the emulator (DESIGN.md §3): one shape for views, commands and scripts. */
export const verdictShape = z.object({
  outcome: z.enum(['allowed', 'refused', 'bypassed', 'unreachable']),
  class: z.string(),
  stage: z.string(),
  checked: z.boolean(),
  policy: policyReference.optional(),
  trace: z.array(z.looseObject({ step: z.string() })),
  ageSeconds: z.number(),
  limitSeconds: z.number().optional(),
  notice: z.enum(['shown', 'swallowed', 'none']),
  noticeWhy: z.string().optional(),
});

/** A verdict with its reasons in words. */
export const explanationShape = z.object({
  verdict: verdictShape,
  /** The verdict in one sentence. */
  summary: z.string(),
  /** What was looked at, in order, one sentence each. */
  because: z.array(z.string()),
  /** What the person at the device should do. */
  user: z.string(),
  /** What support should check. */
  support: z.string(),
});

export const noticeShape = z.object({
  at: z.string(),
  policy: policyReference,
  fate: z.string(),
  why: z.string().optional(),
  delivery: z.string().optional(),
  refusedSince: z.number(),
  host: z.string(),
  actor: z.string().optional(),
});

export const clockShape = z.object({
  now: z.string(),
  mode: z.enum(['frozen', 'following']),
  speed: z.number(),
  next: z.object({ at: z.string(), what: z.string() }).optional(),
});

/** The truth, for scripts: instants are RFC 3339 UTC, spans are seconds. */
export const inspectShape = z.object({
  connection: z.string(),
  mode: z.string(),
  user: z.string().optional(),
  session: z.object({ authenticatedAt: z.string(), ageSeconds: z.number() }).optional(),
  clock: clockShape,
  addresses: z.record(z.string(), z.string()),
  sentence: z.string(),
  policies: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      enabled: z.boolean(),
      limitSeconds: z.number().optional(),
      leftSeconds: z.number().optional(),
      expired: z.boolean(),
      faults: z.array(z.string()),
    }),
  ),
  destinations: z.array(
    z.object({
      name: z.string(),
      host: z.string(),
      reachable: z.boolean(),
      class: z.string(),
      leftSeconds: z.number().optional(),
    }),
  ),
  notices: z.array(noticeShape),
  flows: z.array(
    z.object({
      id: z.string(),
      destination: z.string(),
      port: z.number(),
      openedAt: z.string(),
      ageAtOpeningSeconds: z.number(),
      lastActiveAt: z.string(),
      keptBusy: z.boolean(),
    }),
  ),
  revision: z.number(),
  stateHash: z.string(),
});

/** One design of the notice, and how it would have gone. Spans count from the sign-in. */
export const noticeTrialShape = z.object({
  design: z.string(),
  /** Absent: no attempt was refused. */
  refusedAfterSeconds: z.number().optional(),
  /** Absent: nobody saw a notice or a banner. */
  seenAfterSeconds: z.number().optional(),
  /** From the first refusal until somebody could know; 0 when they knew before. */
  unawareForSeconds: z.number().optional(),
  notices: z.number(),
});

/** The device's place in the team; without `status` it is not enrolled. */
export const registrationShape = z.object({
  deviceName: z.string(),
  status: z.enum(['active', 'revoked']).optional(),
  deviceId: z.string().optional(),
  address: z.string().optional(),
  enrolment: z.enum(['manual', 'mdm', 'service-token']).optional(),
  team: z.string().optional(),
  user: z.string().optional(),
});

export const reauthResult = z.object({
  /** `loop`: the sign-in can’t renew the session, since its own pages are refused or it passed around the tunnel. */
  outcome: z.enum(['completed', 'refused', 'loop', 'abandoned', 'open']),
  text: z.string(),
});

export const findingCountShape = z.object({ errors: z.number(), warnings: z.number() });

/** Something about the policies that will hurt. */
export const findingShape = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  policy: policyReference.extend({ source: z.object({ file: z.string(), line: z.number() }).optional() }),
  /** The part of the policy and, where that is an expression, the place in its text, as faults tell it. */
  place: z
    .object({
      part: z.enum(['traffic', 'identity', 'devicePosture', 'checkSession']),
      at: z.object({ offset: z.number(), length: z.number(), line: z.number(), column: z.number() }).optional(),
    })
    .optional(),
  message: z.string(),
  fix: z.string(),
  reason: z.string(),
});

/** What became of a change to the environment. */
export const editResult = z.object({
  /** What changed, in words; absent: nothing did. */
  said: z.string().optional(),
  /** When the last part of it acts; the present, unless an administrator's edit takes its time (assumption A7). */
  takesEffectAt: z.string().optional(),
  /** Places that count at the start of a run only: `clock.startAt`, `person.atDesk`. */
  fromNextRun: z.array(z.string()),
  /** What `policy.lint` finds that it did not find before; absent: nothing. */
  newFindings: findingCountShape.optional(),
});

/** What a file that was dropped on a window would bring. */
export const importShape = z.object({
  kind: z.enum(['environment', 'policies']),
  /** Name of the environment, or of the files. */
  name: z.string(),
  /** What it holds, in one sentence. */
  summary: z.string(),
  policies: z.number(),
  lists: z.number(),
  destinations: z.number(),
  /** Against what is planned now: the first 50 policies that would come, go or change. */
  changes: z.array(z.object({ what: z.enum(['added', 'removed', 'changed']), policy: z.string() })),
  /** What of device and account would change, in words; absent: nothing. */
  settings: z.array(z.string()).optional(),
  /** The device profiles to choose from, and the one that is taken; absent: there is no choice. */
  profiles: z.object({ names: z.array(z.string()), taken: z.string().optional() }).optional(),
  warnings: z.array(z.string()),
});

/** What stops answering, and when, under one set of policies, counted from a sign-in. */
export const designShape = z.object({
  name: z.string(),
  /** Earliest first. */
  expiries: z.array(
    z.object({
      afterSeconds: z.number(),
      policies: z.array(z.string()),
      destinations: z.array(z.string()),
      /** Suffixes of private names. */
      names: z.array(z.string()),
    }),
  ),
  /** What goes on answering whatever the age. */
  never: z.object({ destinations: z.array(z.string()), names: z.array(z.string()) }),
});

export const runEntry = z.object({
  id: z.string(),
  /** A day, in UTC. */
  startedOn: z.string(),
  bytes: z.number(),
  isCurrent: z.boolean(),
});

/** The host and what it keeps on this computer. */
export const hostShape = z.object({
  dataDirectory: z.string(),
  logs: z.string(),
  bytes: z.object({ runs: z.number(), logs: z.number(), aside: z.number(), total: z.number() }),
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  /** Ports asked for; absent: the usual one. What was got stands in the snapshot's addresses. */
  ports: z.object({ ui: z.number().optional(), proxy: z.number().optional(), dns: z.number().optional() }),
  /** The one line that puts `warp-emu` on this computer. */
  installLine: z.string(),
  crashes: z.array(z.object({ file: z.string(), at: z.string(), text: z.string() })),
});

/** What `warp-cli settings` would tell (DOMAIN.md §5.6): words of the real tool, one per line. */
export const clientSettingsShape = z.object({
  lines: z.array(z.object({ name: z.string(), value: z.string() })),
});
