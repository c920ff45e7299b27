import { z } from 'zod';
import { snapshotShape, verdictClass } from '../view/snapshot-shape.ts';

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

/** One condition of a policy: what its text says by itself, and why. */
const conditionShape = z.object({
  part: z.enum(['traffic', 'identity', 'devicePosture']),
  text: z.string(),
  /** Place in the text of the part, in UTF-16 code units. */
  span: z.object({ offset: z.number(), length: z.number() }),
  value: z.boolean(),
  /** Behind a `not`: the policy asks that the text does not hold. */
  negated: z.boolean(),
  /** Whether what came of the part follows from it. */
  decisive: z.boolean(),
  /** In words: `net.dst.ip is 10.20.0.10, which is not in {10.0.0.0/24}`. */
  why: z.string(),
  actual: z.string().optional(),
  /** Why a field has no value. */
  missing: z.string().optional(),
});

const faultShape = z.object({
  code: z.string(),
  part: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  at: z.object({ offset: z.number(), length: z.number(), line: z.number(), column: z.number() }).optional(),
});

/** A policy at its place, counted from 1 among all of its phase. */
const policyToldShape = z.object({
  id: z.string(),
  name: z.string(),
  place: z.number(),
  action: z.string(),
  enabled: z.boolean(),
  result: z.enum(['matched', 'no-match', 'identity-failed', 'posture-failed', 'unresolved', 'disabled', 'not-reached']),
  /** Of a disabled one: it would match if it were enabled. */
  wouldMatch: z.literal(true).optional(),
  /** The result in one sentence. */
  because: z.string(),
  conditions: z.array(conditionShape),
  faults: z.array(faultShape),
});

/** One phase that an attempt met, with its policies in order; places that are left out are for other destinations. */
const phaseToldShape = z.object({
  phase: z.enum(['network', 'do-not-inspect', 'http', 'resolver']),
  /** What was judged, in words. */
  about: z.string(),
  total: z.number(),
  /** Absent: none matches, which allows. */
  matched: z.object({ id: z.string(), name: z.string(), place: z.number() }).optional(),
  otherDestinations: z.number(),
  disabled: z.number(),
  notReached: z.number(),
  told: z.array(policyToldShape),
  offset: z.number(),
  /** How many come after these; ask for them with `offset`. */
  more: z.number(),
});

const testShape = z.object({
  do: z.string(),
  ifSo: z.string(),
  /** One other outcome a line, with what it points to. */
  ifNot: z.string(),
  /** Classes that it tells this one from, and those that look the same in it. */
  excludes: z.array(z.string()),
  leaves: z.array(z.string()),
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
  /** The one thing to do that tells this class from those that look like it. */
  test: testShape
    .extend({
      /** What can be seen before a sign-in, another person or a mended device are asked for. */
      quick: testShape.optional(),
    })
    .optional(),
  /** Each phase that the attempt met. Absent where the policies of that time are not known any more. */
  policies: z.array(phaseToldShape).optional(),
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

/** Payload that crossed a connection since it opened; `up` goes to the destination. */
const bytesShape = z.object({ up: z.number(), down: z.number() });

/** An open connection as it is now. */
export const flowShape = z.object({
  id: z.string(),
  destination: z.string(),
  host: z.string(),
  port: z.number(),
  protocol: z.enum(['tcp', 'udp', 'icmp']),
  /** Which let it in. */
  policy: policyReference.optional(),
  openedAt: z.number(),
  /** Of the session. */
  ageAtOpening: z.number(),
  lastActiveAt: z.number(),
  keptBusy: z.boolean(),
  /** Closed for idling then, unless bytes pass; absent: somebody keeps it busy. */
  idleUntil: z.number().optional(),
  /** Absent: nothing in this process carries it. */
  bytes: bytesShape.optional(),
  /** What another connection there would meet now; `none`: it would be let in. */
  anew: verdictClass,
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
      policy: policyReference.optional(),
      idleUntil: z.string().optional(),
      bytes: bytesShape.optional(),
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

/** What an environment's text comes to. */
export const draftReading = z.object({
  /** Whether its data could be read at all. */
  isYaml: z.boolean(),
  /** The first 50 things that are wrong; lines and columns count from 1, stretches are UTF-16 code units. */
  issues: z.array(
    z.object({
      message: z.string(),
      /** What to do about it, where the message doesn't say. */
      hint: z.string().optional(),
      /** As it is said; empty for the whole. */
      path: z.string(),
      /** As much of the path as there is. */
      keys: z.array(z.union([z.string(), z.number()])),
      at: z.number(),
      length: z.number(),
      line: z.number(),
      column: z.number(),
    }),
  ),
  /** Against the environment as planned, in words, the first 50; empty where something is wrong. */
  changes: z.array(z.string()),
  /** Issues, or changes, that are not told. */
  more: z.number(),
  /** As `environment.apply` tells it. */
  fromNextRun: z.array(z.string()),
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

export const journalPage = z.object({
  items: z.array(snapshotShape.shape.journal.element),
  /** How many that fit come before the first of these. */
  offset: z.number(),
  /** How many fit. */
  total: z.number(),
  /** Whether there are earlier ones. */
  more: z.boolean(),
  /** How many entries the journal has. */
  of: z.number(),
  /** Lines of the log that were not read yet, and that are not counted. */
  unread: z.number(),
  run: z.string(),
  /** The first line with an entry. When a long log loses its beginning, positions are counted anew. */
  oldest: z.number(),
});

export const runEntry = z.object({
  id: z.string(),
  /** A day, in UTC. */
  startedOn: z.string(),
  bytes: z.number(),
  isCurrent: z.boolean(),
});

/** A bundle that was made; instants in RFC 3339. */
export const bundleMadeShape = z.object({
  id: z.string(),
  /** What to call the file. */
  name: z.string(),
  bytes: z.number(),
  lines: z.number(),
  from: z.string(),
  to: z.string(),
  /** Where it begins: with the run, where that branched off, or later, with a state. */
  begins: z.enum(['run', 'branch', 'state']),
  redacted: z.boolean(),
  /** How many names became others. */
  renamed: z.number(),
  stateHash: z.string(),
});

/** What people call a run or a checkpoint. */
/** Characters in the name of a run or a checkpoint. */
export const longestNodeName = 120;
export const nodeName = z.string().trim().min(1).max(longestNodeName);

/** A moment of a run, and how things stood: `short` is the sentence on top as shortly as it goes. */
const moment = { at: z.string(), tone: z.enum(['calm', 'soon', 'dead', 'other']), short: z.string() };

export const checkpointShape = z.object({
  id: z.string(),
  run: z.string(),
  name: z.string(),
  ...moment,
  /** By the clock of this computer. */
  madeAt: z.string(),
  /** Whether this version of the emulator can go on from it. */
  usable: z.boolean(),
});

export const runTreeShape = z.object({
  /** In the order in which they were started. */
  runs: z.array(
    runEntry.extend({
      name: z.string().optional(),
      /** Where it branched off. */
      origin: z.object({ run: z.string(), at: z.string(), checkpoint: z.string().optional() }).optional(),
      /** How it was left, or stands now; absent when nothing of it can be read. */
      left: z.object({ environment: z.string(), from: z.string(), ...moment }).optional(),
    }),
  ),
  checkpoints: z.array(checkpointShape),
  remarks: z.array(z.string()),
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

/** A condition of a policy. Gateway's own are far shorter. */
export const expressionText = z.string().max(65_536);

/** The place of a condition: traffic by the policy's filter, or one of the other two. */
export const expressionKind = z.enum(['l4', 'http', 'identity', 'device_posture']);

/** A destination by its key, at one of its ports. */
export const againstShape = z.strictObject({
  destination: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
});

/** A policy as people edit it. */
export const policyDraftShape = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(10_000),
  enabled: z.boolean(),
  /** Lower is asked first. */
  precedence: z.number().int().min(0).max(1_000_000_000),
  action: z.string().min(1).max(40),
  filter: z.enum(['l4', 'http', 'dns', 'egress', 'dns_resolver']),
  traffic: expressionText,
  identity: expressionText,
  devicePosture: expressionText,
  /** `duration` as Go writes it. */
  checkSession: z.strictObject({ enforce: z.boolean(), duration: z.string().max(200) }).exactOptional(),
});

/** A policy in a list. */
export const policyEntry = z.object({
  id: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  precedence: z.number(),
  action: z.string(),
  filter: policyDraftShape.shape.filter,
  /** The duration of its session check, as it is written, where that is enforced. */
  duration: z.string().optional(),
  faults: z.array(z.string()),
});

/** A duration as Go reads it. */
const durationReading = z.union([
  z.object({ ok: z.literal(true), duration: z.number(), normal: z.string() }),
  z.object({ ok: z.literal(false), message: z.string(), hint: z.string().optional() }),
]);

export const policyTrialShape = z.object({
  faults: z.array(z.string()),
  /** A fault keeps it from matching at all. */
  neverMatches: z.boolean(),
  duration: durationReading.optional(),
  against: z
    .object({
      /** What the policy by itself says of the attempt. */
      alone: z.enum(['matched', 'no-match', 'identity-failed', 'posture-failed', 'unresolved', 'disabled']),
      outcome: verdictShape.shape.outcome,
      class: z.string(),
      /** The policy that takes the attempt. */
      policy: policyReference.optional(),
      checked: z.boolean(),
      /** The verdict in one sentence. */
      summary: z.string(),
      /** Milliseconds since 1970 in virtual time: when it stops answering if nobody signs in. */
      expiresAt: z.number().optional(),
    })
    .optional(),
});

/** A stretch of a text, in UTF-16 code units. */
const stretch = { at: z.number(), length: z.number() };

export const expressionReading = z.object({
  /** In textual order, without overlaps. */
  tokens: z.array(
    z.object({
      ...stretch,
      kind: z.enum(['field', 'keyword', 'operator', 'text', 'number', 'address', 'list', 'bracket', 'unknown']),
    }),
  ),
  fault: z
    .object({ ...stretch, line: z.number(), column: z.number(), message: z.string(), hint: z.string().optional() })
    .optional(),
  warnings: z.array(z.object({ ...stretch, code: z.string(), message: z.string() })),
  /** The whole text in the engine's own notation, where it is written in another. */
  canonical: z.string().optional(),
  /** What it says of the destination. */
  result: z
    .object({
      value: z.boolean(),
      conditions: z.array(z.object({ ...stretch, value: z.boolean(), actual: z.string().optional() })),
      /** Fields that it reads and that have no value here. */
      missing: z.array(z.string()),
    })
    .optional(),
});

export const completionShape = z.object({
  /** What is looked for as one types. */
  label: z.string(),
  kind: z.enum(['field', 'keyword', 'operator', 'list', 'value']),
  detail: z.string(),
  /** What takes the place of what was typed. */
  text: z.string(),
});

export const webAddress = z
  .string()
  .regex(/^https?:\/\/[^\s/]/i, 'give a web address, such as https://wiki.corp.internal/');

export const programSettingsShape = z.object({
  /** Environment variables by their names. */
  variables: z.record(z.string(), z.string()),
  /** The same as lines for the shell of whoever runs the emulator. */
  lines: z.string(),
  shell: z.enum(['sh', 'fish', 'powershell']),
  /** File of the throw-away authority's certificate. */
  certificate: z.string(),
  /** For `ssh -F`. Absent: nothing here leads ssh through a proxy. */
  sshConfig: z.object({ file: z.string(), text: z.string() }).optional(),
  /** An emulated site to try. */
  example: z.string().optional(),
});
