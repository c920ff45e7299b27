import { destinationAt } from '../network/destination.ts';
import { policyContext } from '../network/policy-context.ts';
import { routeOf } from '../network/split-tunnel.ts';
import type { Policy } from '../policy/policy.ts';
import type { Millis } from '../time/instant.ts';
import type { ClientFacts, Protocol } from './command.ts';
import { ageAt, expiresAt, isExpired, signInThatCounts } from './expiry.ts';
import { rulesetOf } from './ruleset-of.ts';
import type { Session, State } from './state.ts';
import type { VerdictClass } from './verdict.ts';
import { answered, carriesTraffic, type End, reasonOutside, type Walk } from './walk.ts';

/** An address and port that an attempt comes to once its name is known. */
export type Endpoint = {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly facts?: ClientFacts;
};

/** Route, origin, network policies, session check. */
export function judgeEndpoint(walk: Walk, endpoint: Endpoint): End {
  const { state, trace } = walk;
  const { address, port, protocol } = endpoint;
  walk.policy = undefined;
  walk.limit = undefined;
  const found = destinationAt(state.environment, address);
  const name = found === undefined ? {} : { name: found.name };
  trace.push({ step: 'destination', address, port, protocol, ...name });
  if (found === undefined) return { outcome: 'refused', class: 'unknown-destination', stage: 'route' };

  const outside = reasonOutside(walk, carriesTraffic) ?? leavesBySplitTunnel(walk, endpoint);
  if (outside !== undefined) {
    return { outcome: 'bypassed', class: found.destination.outside ? 'none' : outside, stage: 'route' };
  }
  const answers = found.destination.up && (protocol === 'icmp' || found.destination.ports[String(port)] !== undefined);
  trace.push({ step: 'origin', answers });
  if (!answers) return { outcome: 'unreachable', class: 'origin', stage: 'origin' };
  return judgeByPolicies(walk, endpoint);
}

function leavesBySplitTunnel({ state, trace }: Walk, { address, host }: Endpoint): VerdictClass | undefined {
  const route = routeOf(state.environment.client.splitTunnel, address, host);
  trace.push({ step: 'route', address, ...route });
  return route.inTunnel ? undefined : 'split-tunnel';
}

/** First match by precedence; no match is allowed (DOMAIN.md §2 facts 2 and 3). */
function judgeByPolicies(walk: Walk, endpoint: Endpoint): End {
  const { state, trace } = walk;
  const { environment } = state;
  if (endpoint.protocol === 'icmp' && !environment.assumptions.icmpIsChecked) {
    trace.push({ step: 'not-filtered', because: 'icmp' });
    return { ...answered, stage: 'network' };
  }
  const { matched, passed, considered } = rulesetOf(environment).firstMatch(
    'l4',
    policyContext(endpoint, identityOf(walk.state)),
  );
  for (const { compiled, failed } of passed) {
    const { policy } = compiled;
    trace.push({ step: 'passed-over', policy: policy.id, name: policy.name, because: failed });
  }
  if (matched === undefined) {
    trace.push({ step: 'no-match', phase: 'network', considered });
    return { ...answered, stage: 'network' };
  }
  const { policy } = matched;
  walk.policy = policy;
  trace.push({
    step: 'matched',
    phase: 'network',
    policy: policy.id,
    name: policy.name,
    action: policy.action,
    considered,
  });
  if (policy.action !== 'block') return checkSession(walk, policy, matched.limit);
  const missed = passed.findLast(
    ({ compiled, failed }) => compiled.policy.action === 'allow' && failed !== 'unresolved',
  );
  const cause = missed === undefined || missed.failed === 'unresolved' ? 'block' : missed.failed;
  return { outcome: 'refused', class: cause, stage: 'network' };
}

/** DOMAIN.md §1.2; a failed check refuses and stops (assumption A2, DOMAIN.md §7 Q1). */
function checkSession(walk: Walk, policy: Policy, duration: Millis | undefined): End {
  const { state, at, trace } = walk;
  const { session, environment } = state;
  if (duration === undefined) return { ...answered, stage: 'network' };
  const { assumptions } = environment;
  if (session === undefined) return checkWithoutIdentity(walk, policy, duration);
  const isInTime = !isExpired(session, duration, assumptions, at);
  const { gracePeriod } = environment.whatIf;
  const expiry = expiresAt(signInThatCounts(session, assumptions, at), duration, assumptions);
  const isInGrace = !isInTime && session.staleSince === undefined && at < expiry + gracePeriod;
  const passed = isInTime || isInGrace;
  const because = isInGrace ? 'grace' : session.staleSince === undefined ? 'age' : 'forced';
  walk.checked = true;
  trace.push({
    step: 'session',
    policy: policy.id,
    ageSeconds: Math.floor(ageAt(session, assumptions, at) / 1000),
    limitSeconds: duration / 1000,
    passed,
    ...(isInTime ? {} : { because }),
  });
  if (at < session.authenticatedAt + assumptions.accessReturnsAfter) {
    walk.steadyUntil = Math.min(walk.steadyUntil, session.authenticatedAt + assumptions.accessReturnsAfter);
  }
  walk.limit = duration;
  if (!passed) return { outcome: 'refused', class: 'session', stage: 'network' };
  if (isInGrace) walk.inGrace = true;
  walk.expiresAt = Math.min(walk.expiresAt ?? Number.POSITIVE_INFINITY, expiry + gracePeriod);
  walk.steadyUntil = Math.min(walk.steadyUntil, isInTime ? expiry : expiry + gracePeriod);
  return { ...answered, stage: 'network' };
}

/** A device that no person signed in on (DOMAIN.md §7 Q11, assumption A10). */
function checkWithoutIdentity(walk: Walk, policy: Policy, duration: Millis): End {
  const passed = !walk.state.environment.assumptions.noIdentityFails;
  walk.checked = true;
  walk.limit = duration;
  walk.trace.push({
    ...{ step: 'session', policy: policy.id, ageSeconds: 0, limitSeconds: duration / 1000, passed },
    ...(passed ? {} : { because: 'no-identity' as const }),
  });
  return passed ? { ...answered, stage: 'network' } : { outcome: 'refused', class: 'session', stage: 'network' };
}

/** The person as Gateway knows them: as of the last sign-in, or with SCIM as the directory has them now (DOMAIN.md §1.4 fact 30). */
function identityOf({ session, environment }: State): Session | undefined {
  const current = session === undefined ? undefined : environment.people[session.personId];
  if (session === undefined || current === undefined || !environment.identity.scim) return session;
  return { ...session, groups: current.groups };
}
