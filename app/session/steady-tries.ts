import type { Environment } from '../environment/environment.ts';
import { canonicalName } from '../network/destination.ts';
import type { Millis } from '../time/instant.ts';
import type { ConnectionAttempt } from './command.ts';
import { ageSecondsIn } from './expiry.ts';
import { judgeTries, type Tries } from './judge.ts';
import type { State } from './state.ts';

/** What was found once, and all that it rests on beside the environment and the attempt. */
type Known = Pick<State, 'client' | 'device'> & {
  readonly tries: Tries;
  readonly session: State['session'] | undefined;
  readonly registration: State['registration'] | undefined;
  readonly name: string;
  readonly resolved: State['resolved'][string] | undefined;
  readonly ageSeconds: number;
  readonly from: Millis;
  readonly until: Millis;
};

const known = new WeakMap<Environment, Map<string, Known>>();

/** So that a scan of many ports does not keep a verdict for each of them. */
const keptAtMost = 1000;

/**
 * The tries of a program's attempt as `judgeTries` finds them with what programs remember of names. As long as it would find
 * the same again, it is not asked again: of a program that connects over and over, one attempt a second is judged, since
 * verdicts tell the age in whole seconds. A cache, never part of the state.
 */
export function steadyTries(state: State, attempt: ConnectionAttempt, at: Millis): Tries {
  const { host, port, protocol, byLocalProxy = false, facts, onFlow } = attempt;
  const judge = () => judgeTries(state, attempt, at, { useCache: true });
  // What the first bytes or the request told is another object each time, and hardly ever asked twice.
  if (facts !== undefined || onFlow !== undefined) return judge();
  const attempts = knownIn(state.environment);
  const key = `${protocol} ${port} ${byLocalProxy} ${host}`;
  const before = attempts.get(key);
  if (before !== undefined && holds(before, state, at)) return before.tries;
  const tries = judge();
  // How long a fresh answer to the name is remembered counts from this very instant.
  if (tries[0].resolved !== undefined) return tries;
  if (attempts.size >= keptAtMost) attempts.clear();
  const { session, registration, client, device } = state;
  const name = canonicalName(host);
  attempts.set(key, {
    ...{ tries, session, registration, client, device, name, resolved: state.resolved[name] },
    ...{ ageSeconds: ageSecondsIn(state, at), from: at, until: Math.min(...tries.map((one) => one.steadyUntil)) },
  });
  return tries;
}

function knownIn(environment: Environment): Map<string, Known> {
  const attempts = known.get(environment);
  if (attempts !== undefined) return attempts;
  const none = new Map<string, Known>();
  known.set(environment, none);
  return none;
}

function holds(before: Known, state: State, at: Millis): boolean {
  return (
    before.session === state.session &&
    before.registration === state.registration &&
    before.client === state.client &&
    before.device === state.device &&
    before.resolved === state.resolved[before.name] &&
    before.from <= at &&
    at < before.until &&
    before.ageSeconds === ageSecondsIn(state, at)
  );
}
