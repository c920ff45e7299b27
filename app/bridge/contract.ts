import { z } from 'zod';
import { snapshotShape } from '../view/snapshot-shape.ts';

const nothing = z.strictObject({});
const millis = z.number().min(0);

const policyReference = z.object({ id: z.string(), name: z.string() });

/** A verdict as it leaves the emulator (DESIGN.md §3): one shape for views, commands and scripts. */
const verdictShape = z.object({
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
const explanationShape = z.object({
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

const noticeShape = z.object({
  at: z.string(),
  policy: policyReference,
  fate: z.string(),
  why: z.string().optional(),
  delivery: z.string().optional(),
  refusedSince: z.number(),
  host: z.string(),
  actor: z.string().optional(),
});

const clockShape = z.object({
  now: z.string(),
  mode: z.enum(['frozen', 'following']),
  speed: z.number(),
  next: z.object({ at: z.string(), what: z.string() }).optional(),
});

/** The truth, for scripts: instants are RFC 3339 UTC, spans are seconds. */
const inspectShape = z.object({
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

const reauthResult = z.object({
  outcome: z.enum(['completed', 'refused', 'abandoned', 'open']),
  text: z.string(),
});

const method = <P extends z.ZodType, R extends z.ZodType>(params: P, result: R) => ({ params, result });

/**
 * What a window, the command line and scripts may ask of a running emulator. Types are inferred from it,
 * both ends check against it, and unknown fields are refused.
 */
export const contract = {
  snapshot: method(nothing, snapshotShape),
  inspect: method(nothing, inspectShape),
  status: method(nothing, z.object({ status: z.string(), reason: z.string().optional() })),
  /** Goes through the real listener; `url` takes http https tcp udp. */
  visit: method(
    z.strictObject({ url: z.string().min(1) }),
    z.object({
      url: z.string(),
      answered: z.boolean(),
      /** What the program saw, in words. */
      seen: z.string(),
      explanation: explanationShape,
    }),
  ),
  /** Asks the real DNS listener. */
  resolve: method(
    z.strictObject({ name: z.string().min(1), type: z.string().optional() }),
    z.object({
      name: z.string(),
      type: z.string(),
      /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, `REFUSED` or `TIMEOUT`. */
      status: z.string(),
      answers: z.array(z.string()),
      explanation: explanationShape,
    }),
  ),
  /** Judges without trying: spends no notice, opens nothing. `at` is an instant, the present when absent. */
  explain: method(
    z.strictObject({
      host: z.string().min(1),
      port: z.number().int().min(0).max(65535),
      protocol: z.enum(['tcp', 'udp', 'icmp']),
      sni: z.string().optional(),
      at: millis.optional(),
    }),
    explanationShape,
  ),
  /** Why a journal entry came out as it did. */
  'journal.explain': method(z.strictObject({ id: z.string() }), explanationShape),
  'journal.page': method(
    z.strictObject({ before: z.string().optional(), limit: z.number().int().min(1).max(500) }),
    z.object({ items: z.array(snapshotShape.shape.journal.element), more: z.boolean() }),
  ),
  'clock.show': method(nothing, clockShape),
  'clock.freeze': method(nothing, clockShape),
  'clock.follow': method(z.strictObject({ speed: z.number().min(0.1).max(100_000).optional() }), clockShape),
  'clock.advance': method(z.strictObject({ by: millis }), clockShape),
  'clock.to': method(z.strictObject({ at: millis }), clockShape),
  /** To the next thing that falls due, or to `before` milliseconds ahead of the next expiry. */
  'clock.next': method(z.strictObject({ before: millis.optional() }), clockShape),
  'client.connect': method(nothing, nothing),
  'client.disconnect': method(nothing, nothing),
  'world.set': method(
    z.strictObject({
      atDesk: z.boolean().optional(),
      doNotDisturb: z.boolean().optional(),
      screenLocked: z.boolean().optional(),
      online: z.boolean().optional(),
      asleep: z.boolean().optional(),
    }),
    nothing,
  ),
  /** A flow that is kept busy does not idle while time jumps. */
  'flow.keep-busy': method(z.strictObject({ id: z.string(), keptBusy: z.boolean() }), nothing),
  notices: method(nothing, z.array(noticeShape)),
  'notice.dismiss': method(nothing, nothing),
  /** Starts the sign-in as a click on the notice does; `url` is for a window that opens it itself. */
  'notice.click': method(z.strictObject({ open: z.boolean() }), z.object({ url: z.string(), reauthId: z.string() })),
  'reauth.start': method(
    z.strictObject({
      from: z.enum(['settings', 'command-line']),
      /** Whether the host opens the system browser; otherwise the caller opens `url`. */
      open: z.boolean(),
    }),
    z.object({ url: z.string(), reauthId: z.string() }),
  ),
  /** Resolves when the sign-in has ended, or with `open` after `waitFor` real milliseconds. */
  'reauth.wait': method(z.strictObject({ reauthId: z.string(), waitFor: z.number().min(0).max(60_000) }), reauthResult),
  'reauth.cancel': method(nothing, nothing),
  /** A fresh one-use address of the views. */
  open: method(z.strictObject({ launch: z.boolean().optional() }), z.object({ url: z.string() })),
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type ParamsOf<M extends MethodName> = z.input<Contract[M]['params']>;
export type ResultOf<M extends MethodName> = z.infer<Contract[M]['result']>;
export type Explanation = z.infer<typeof explanationShape>;
export type Inspection = z.infer<typeof inspectShape>;

/** What each method is served by; results are checked against the contract in tests. */
export type Handlers = { readonly [M in MethodName]: (params: z.infer<Contract[M]['params']>) => Promise<ResultOf<M>> };
