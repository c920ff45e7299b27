import type { Explanation } from '../bridge/contract.ts';
import { canonicalName } from '../network/destination.ts';
import { destinationBehind, fallbackFor } from '../network/private-dns.ts';
import type { ConnectionAttempt } from '../session/command.ts';
import type { SessionEvent } from '../session/event.ts';
import { judgeConnection } from '../session/judge.ts';
import type { State } from '../session/state.ts';
import type { Verdict } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { explain } from './explain.ts';
import { explainPolicies, type PolicyPage } from './explain-policies.ts';
import { chooseTests } from './one-test.ts';
import { sayTest } from './say-test.ts';

/** What a verdict is about. */
export type About = {
  readonly attempt: ConnectionAttempt;
  /** How it is called in the summary. */
  readonly what: string;
  readonly at: Millis;
};

/** Judges an attempt that nobody makes, and explains all of it. */
export function explainAttempt(state: State, about: About, page: PolicyPage = {}): Explanation {
  const { verdict } = judgeConnection(state, about.attempt, about.at, { useCache: false });
  return explainWhole(state, { ...verdict, notice: 'none' }, about, page);
}

/**
 * A verdict with its reasons, every policy that it met and the one test of it. `state` is the one that it was made in, or
 * differs by what came of it alone.
 */
export function explainWhole(
  state: State,
  verdict: Verdict,
  { attempt, what, at }: About,
  page: PolicyPage = {},
): Explanation {
  const told = explain(verdict, what, state.environment.client.generation, at);
  const policies = explainPolicies(state, attempt, verdict.trace, page).map((phase) => ({
    ...phase,
    told: phase.told.map(({ conditions, faults, ...policy }) => ({
      ...policy,
      conditions: conditions.map((condition) => ({ ...condition })),
      faults: faults.map((fault) => ({ ...fault })),
    })),
  }));
  const test = testOf(state, verdict, attempt, at);
  return { ...told, policies, ...(test === undefined ? {} : { test }) };
}

/** The one test of a verdict in a state in which it still holds. */
export function testOf(
  state: State,
  verdict: Verdict,
  attempt: ConnectionAttempt,
  at: Millis,
): Explanation['test'] | undefined {
  const tests = chooseTests(state, attempt, verdict, at);
  if (tests === undefined) return undefined;
  const place = { state, own: attempt, at };
  const sure = copy(sayTest(tests.sure, verdict, place));
  return tests.quick === undefined ? sure : { ...sure, quick: copy(sayTest(tests.quick, verdict, place)) };
}

type Decided = Extract<SessionEvent, { type: 'connection-decided' | 'lookup-decided' }>;

/** Explains what was decided just now. */
export function explainDecided(state: State, decided: Decided, what: string, at: Millis): Explanation {
  return explainWhole(state, decided.verdict, { attempt: attemptOf(state, decided), what, at });
}

/**
 * Explains what was decided earlier. The policies of then are not known any more; the test is told where the same attempt
 * still ends the same way.
 */
export function explainPast(state: State, decided: Decided, what: string, now: Millis): Explanation {
  const { verdict } = decided;
  const told = explain(verdict, what, state.environment.client.generation, decided.at);
  const attempt = attemptOf(state, decided);
  const present = judgeConnection(state, attempt, now, { useCache: false }).verdict;
  const test =
    present.class === verdict.class ? testOf(state, { ...present, notice: 'none' }, attempt, now) : undefined;
  return { ...told, ...(test === undefined ? {} : { test }) };
}

/** What stands for a lookup: the flow to its resolver, or else an attempt at what has the name. */
function attemptOf({ environment }: State, decided: Decided): ConnectionAttempt {
  if (decided.type === 'connection-decided') return decided.attempt;
  const { name } = decided.attempt;
  const fallback = fallbackFor(environment, name);
  if (fallback !== undefined) return { host: fallback.resolver, port: 53, protocol: fallback.transport };
  const port = Object.keys(destinationBehind(environment, name)?.destination.ports ?? {})[0];
  return { host: canonicalName(name), port: Number(port ?? 443), protocol: 'tcp' };
}

function copy({ excludes, leaves, ...words }: ReturnType<typeof sayTest>) {
  return { ...words, excludes: [...excludes], leaves: [...leaves] };
}
