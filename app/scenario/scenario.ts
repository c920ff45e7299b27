import { z } from 'zod';
import { environmentChanges, environmentData } from '../environment/data-shapes.ts';
import { sayVersion } from '../environment/environment-file.ts';
import { spanText } from '../environment/text-shapes.ts';
import type { Stage, VerdictClass } from '../session/verdict.ts';
import { act as actShape } from './act-shapes.ts';

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
  verdict: z.enum(expectedVerdicts).describe('What the act comes to. allow is met by not_checked, too.'),
  policy: z.string().exactOptional().describe('Id or name of the policy that decides, or none.'),
  left: spanText.exactOptional().describe('What is left of the session under the policy that decided, such as 2h.'),
  notice: z
    .enum(['shown', 'swallowed', 'none'])
    .exactOptional()
    .describe('Whether the act brought the notice: posted, due but suppressed, or not due.'),
  why: z
    .enum(['no-channel', 'permission-denied', 'do-not-disturb'])
    .exactOptional()
    .describe('Why a notice was suppressed.'),
  seen: z.boolean().exactOptional().describe('Whether somebody saw the notice.'),
  age: spanText.exactOptional().describe('The age of the session once the act is done, such as 0s.'),
  finding: z.string().min(1).exactOptional().describe('The code of something that lint finds.'),
  normal: z.string().exactOptional().describe('How a duration is stored, such as 168h0m0s.'),
  hint: z.string().exactOptional().describe('A part of what is said about a duration that is none.'),
  application: z.string().exactOptional().describe('The Access application that decides.'),
  count: z.number().int().min(0).exactOptional().describe('What countNotices counts.'),
  credentials: z.boolean().exactOptional().describe('Whether the provider asked for credentials.'),
  prints: z.string().exactOptional().describe('What status prints.'),
  error: z.string().exactOptional().describe('The code that the client shows, or that an act was refused with.'),
  class: z.enum(classes).exactOptional().describe('The cause to act on.'),
  stage: z.enum(stages).exactOptional().describe('Where it was decided.'),
  fate: z.string().exactOptional().describe('What became of the latest notice: seen, missed, dismissed, clicked…'),
  answers: z.array(z.string()).exactOptional().describe('The addresses that a lookup is answered with, in any order.'),
  signIn: z
    .string()
    .exactOptional()
    .describe('How a sign-in ended: completed, or why it did not, as the journal says it.'),
  flows: z
    .record(z.string(), z.enum(['open', 'closed']))
    .exactOptional()
    .describe('Flows by the names that steps gave them, once the act is done.'),
  because: z.string().exactOptional().describe('Why it must be so, for people.'),
});

/** The most that a step may be repeated, and that a file may hold. */
const mostTimes = 10_000;
const mostSteps = 10_000;

const every = spanText.describe('From one turn to the next, such as 12h.');

// By their ids the JSON Schema has each of these once.
const act = actShape.meta({ id: 'act' });

const step = z.strictObject({
  at: spanText.describe('How long after the start of the run, such as +167h30m or 7d 1m.'),
  passing: z
    .boolean()
    .exactOptional()
    .describe('Whether the time up to this step goes by while the clock follows, instead of being jumped over.'),
  repeat: z
    .union([
      z.strictObject({
        every,
        times: z.number().int().min(1).max(mostTimes).describe('How many turns in all.'),
      }),
      z.strictObject({
        every,
        until: spanText.describe('The last turn is at this time after the start of the run, or before it.'),
      }),
    ])
    .refine(({ every: pause }) => pause > 0, { path: ['every'], error: 'more than 0s' })
    .exactOptional()
    .describe('The step again and again, the first time at its at.'),
  do: z
    .union([act.transform((one) => [one]), z.array(act).min(1)])
    .describe('One act, or several that share the instant.'),
  expect: expectation
    .exactOptional()
    .describe('What each act of the step must come to. Absent: whatever comes is right.'),
});

const steps = z
  .array(step.meta({ id: 'step' }))
  .min(1)
  .max(mostSteps);

/** A lockout as a file: an environment, acts at times, and what each must come to (DESIGN.md §6). */
export const scenarioFileShape = z.strictObject({
  version: z.literal(1, { error: ({ input }) => sayVersion(input) }).describe('Of the format: 1.'),
  id: z.string().min(1).describe('A short name, as reports have it.'),
  title: z.string().min(1).describe('What it is about, in one line.'),
  symptoms: z.array(z.string()).default([]).describe('What people say who have it.'),
  cause: z.string().default('').describe('Why it happens.'),
  resolution: z.string().default('').describe('The way out.'),
  evidence: z.array(z.string()).default([]).describe('Where it is known from.'),
  environment: z
    .union([z.string().min(1), environmentData])
    .describe('Path of an environment’s file, from this file, or what would stand in one.'),
  with: environmentChanges
    .default({})
    .describe('What differs from that environment: mappings are merged, ~ takes a key away, all else is replaced.'),
  steps: steps.describe('In the order of time.'),
  branches: z
    .record(
      z.string().min(1),
      z.strictObject({
        from: z.string().min(1).describe('The name of a checkpoint that an earlier step keeps.'),
        steps: steps.describe('What is done instead; their times count from the start of the run, too.'),
      }),
    )
    .exactOptional()
    .describe('Other endings by name: each goes on from a checkpoint with steps of its own.'),
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
