import { z } from 'zod';
import { sayVersion, spanText } from '../environment/environment-file.ts';
import type { Stage, VerdictClass } from '../session/verdict.ts';
import { act } from './act-shapes.ts';

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

const classes = [
  ...(['none', 'session', 'block', 'posture', 'identity', 'split-tunnel', 'mode', 'disconnected', 'offline'] as const),
  ...(['dns', 'origin', 'registration', 'access', 'unknown-destination'] as const),
] as const satisfies readonly VerdictClass[];

const stages = ['client', 'route', 'dns', 'origin', 'network', 'http', 'access'] as const satisfies readonly Stage[];

const expectation = z.strictObject({
  verdict: z.enum(expectedVerdicts),
  /** Id or name of the policy that decides, or `none`. */
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
  /** The cause to act on, and where it was decided. */
  class: z.enum(classes).exactOptional(),
  stage: z.enum(stages).exactOptional(),
  /** What became of the latest notice. */
  fate: z.string().exactOptional(),
  /** The addresses that a lookup is answered with, in any order. */
  answers: z.array(z.string()).exactOptional(),
  /** How a sign-in ended: `completed`, or why it did not, as the journal says it. */
  signIn: z.string().exactOptional(),
  /** Flows by their names, once the act is done. */
  flows: z.record(z.string(), z.enum(['open', 'closed'])).exactOptional(),
  /** For people. */
  because: z.string().exactOptional(),
});

/** The most that a step may be repeated, and that a file may hold. */
const mostTimes = 10_000;
const mostSteps = 10_000;

const step = z.strictObject({
  /** Offset from the start of the run. */
  at: spanText,
  /** Whether the time up to this step goes by while the clock follows, instead of being jumped over. */
  passing: z.boolean().exactOptional(),
  /** The step again and again, the first time at `at`; `until` is inclusive. */
  repeat: z
    .union([
      z.strictObject({ every: spanText, times: z.number().int().min(1).max(mostTimes) }),
      z.strictObject({ every: spanText, until: spanText }),
    ])
    .refine(({ every }) => every > 0, { path: ['every'], error: 'more than 0s' })
    .exactOptional(),
  do: z.union([act.transform((one) => [one]), z.array(act).min(1)]),
  /** Holds for each act of the step; absent: whatever comes is right. */
  expect: expectation.exactOptional(),
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
  /** Path of an environment file, from this file, or what would stand in one. */
  environment: z.union([z.string().min(1), z.record(z.string(), z.unknown())]),
  /** What differs from that environment: mappings are merged, all else is replaced. */
  with: z.record(z.string(), z.unknown()).default({}),
  steps: z.array(step).min(1).max(mostSteps),
  /** Other endings: each goes on from a `checkpoint` of the steps with steps of its own, at offsets of the same run. */
  branches: z
    .record(z.string().min(1), z.strictObject({ from: z.string().min(1), steps: z.array(step).min(1).max(mostSteps) }))
    .exactOptional(),
});

export type Scenario = z.output<typeof scenarioFileShape>;
export type ScenarioStep = Scenario['steps'][number];
export type Act = ScenarioStep['do'][number];
export type Expectation = NonNullable<ScenarioStep['expect']>;
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
