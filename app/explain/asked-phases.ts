import type { ExpressionContext } from '../expression/value.ts';
import { canonicalName } from '../network/destination.ts';
import { type JudgedEndpoint, policyContext, queryContext } from '../network/policy-context.ts';
import type { Phase } from '../policy/ruleset.ts';
import type { ConnectionAttempt, Protocol } from '../session/command.ts';
import { identityOf, unopened } from '../session/judge-phases.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { State } from '../session/state.ts';
import type { TraceStep } from '../session/verdict.ts';

/** One phase that a verdict's way led through, and what its policies could know there. */
export type AskedPhase = {
  readonly phase: Phase;
  /** What was judged: `10.0.0.53, udp port 53`. */
  readonly about: string;
  readonly context: ExpressionContext;
  /** Whether a person is signed in, without which nothing is known of identity. */
  readonly hasPerson: boolean;
};

/**
 * The phases that the way of an attempt met, in order: those of its name's lookup come first. `trace` is that of the
 * verdict on it in this state.
 */
export function phasesAsked(
  state: State,
  attempt: ConnectionAttempt,
  trace: readonly TraceStep[],
): readonly AskedPhase[] {
  let endpoint: JudgedEndpoint | undefined;
  return trace.flatMap((step): readonly AskedPhase[] => {
    if (step.step === 'matched' && step.phase === 'resolver') return [askedQuery(state, attempt.host)];
    if (step.step === 'on-flow') endpoint = { ...attempt, address: step.address };
    if (step.step === 'destination') endpoint = endpointOf(step, attempt);
    if (endpoint === undefined) return [];
    return phasesBehind(step, state).map((phase) => askedPhase(state, endpoint, phase));
  });
}

/** A lookup on the way to the attempt has an endpoint of its own, of which the client tells nothing. */
function endpointOf(
  { address, port, protocol }: Extract<TraceStep, { step: 'destination' }>,
  attempt: ConnectionAttempt,
): JudgedEndpoint {
  if (port === attempt.port && protocol === attempt.protocol) return { ...attempt, address };
  return { host: address, address, port, protocol: protocol as Protocol };
}

/** Do Not Inspect stands before every other HTTP policy, and what it spares is asked by none of them. */
function phasesBehind(step: TraceStep, state: State): readonly Phase[] {
  if (step.step === 'not-inspected') return step.because === 'encrypted' ? [] : before(state);
  if (step.step !== 'matched' && step.step !== 'no-match') return [];
  return step.phase === 'network' ? ['l4'] : [...before(state), 'http'];
}

function before({ environment }: State): readonly Phase[] {
  return rulesetOf(environment).inOrder('do-not-inspect').length === 0 ? [] : ['do-not-inspect'];
}

/** Resolver policies are asked for the name, before there is anything to connect to. */
function askedQuery(state: State, host: string): AskedPhase {
  const { environment } = state;
  const session = identityOf(state);
  const name = canonicalName(host);
  const context = queryContext(name, { environment, session });
  return { phase: 'resolver', about: `the name ${name}`, context, hasPerson: session !== undefined };
}

function askedPhase(state: State, endpoint: JudgedEndpoint | undefined, phase: Phase): AskedPhase {
  if (endpoint === undefined) throw new Error('a phase was asked before anything was judged');
  const { environment } = state;
  const session = identityOf(state);
  const known = phase === 'do-not-inspect' ? unopened(endpoint) : endpoint;
  return {
    phase,
    about: sayEndpoint(endpoint, phase),
    context: policyContext(known, { environment, session }),
    hasPerson: session !== undefined,
  };
}

function sayEndpoint({ address, port, protocol, facts }: JudgedEndpoint, phase: Phase): string {
  const { host, method, path } = facts?.request ?? { host: facts?.sni, method: '', path: '' };
  if (phase === 'http' && host !== undefined) return `the request ${method} ${host}${path}`;
  return protocol === 'icmp' ? `${address}, ping` : `${address}, ${protocol} port ${port}`;
}
