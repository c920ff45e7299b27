import { applicationAt } from '../network/access-application.ts';
import { inspectionOf } from '../network/inspection.ts';
import { policyContext } from '../network/policy-context.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { PassedPolicy, Phase } from '../policy/ruleset.ts';
import { isSessionGood } from './check-session.ts';
import type { Endpoint } from './judge-endpoint.ts';
import { rulesetOf } from './ruleset-of.ts';
import type { Session, State } from './state.ts';
import { answered, type End, type Walk } from './walk.ts';

type PhaseName = 'network' | 'http';

/** Network policies, HTTP policies, Access, in that order; the first to refuse ends it (DOMAIN.md §1.5 fact 39, §2 fact 13). */
export function judgeByPhases(walk: Walk, endpoint: Endpoint): End {
  const network = judgeNetwork(walk, endpoint);
  if (network.class !== 'none') return network;
  return judgeRequest(walk, endpoint, network);
}

/**
 * HTTP policies and Access alone, as for a further request on a connection that is open. `before` is where the attempt
 * stood so far.
 */
export function judgeRequest(walk: Walk, endpoint: Endpoint, before: End): End {
  const http = judgeHttp(walk, endpoint);
  if (http === 'awaits-request') return before;
  if (http !== undefined && http.class !== 'none') return http;
  const access = judgeAccess(walk, endpoint);
  return access ?? http ?? before;
}

function judgeNetwork(walk: Walk, endpoint: Endpoint): End {
  const { state, trace } = walk;
  const { environment } = state;
  const stage = 'network';
  if (environment.client.mode === 'local-proxy') {
    trace.push({ step: 'not-filtered', because: 'mode' });
    return { ...answered, stage };
  }
  if (endpoint.protocol === 'icmp' && !environment.assumptions.icmpIsChecked) {
    trace.push({ step: 'not-filtered', because: 'icmp' });
    return { ...answered, stage };
  }
  return judgePhase(walk, endpoint, 'l4', 'network');
}

/** `undefined`: no HTTP policy has a say. A connection of which the requests are still to come is judged by each of them. */
function judgeHttp(walk: Walk, endpoint: Endpoint): End | 'awaits-request' | undefined {
  const { state, trace } = walk;
  const { environment } = state;
  const ruleset = rulesetOf(environment);
  if (ruleset.inOrder('http').length === 0) return undefined;
  const inspection = inspectionOf(environment, endpoint);
  if (inspection === 'not-http') return undefined;
  if (inspection === 'encrypted') {
    trace.push({ step: 'not-inspected', because: 'encrypted' });
    return undefined;
  }
  const spared = ruleset.firstMatch('do-not-inspect', contextOf(walk, unopened(endpoint))).matched;
  if (spared !== undefined) {
    const { id, name } = spared.policy;
    trace.push({ step: 'not-inspected', because: 'policy', policy: id, name });
    return undefined;
  }
  if (endpoint.facts?.request === undefined) {
    trace.push({ step: 'not-inspected', because: 'no-request-yet' });
    return 'awaits-request';
  }
  return judgePhase(walk, endpoint, 'http', 'http');
}

/** What is known of HTTPS before it is opened: whom it is for, as the client's first bytes name it. */
export function unopened(endpoint: Endpoint): Endpoint {
  const { facts } = endpoint;
  if (facts?.detectedProtocol !== 'tls') return endpoint;
  const { request: _inside, ...outside } = facts;
  const { sni } = outside;
  return {
    ...endpoint,
    facts: sni === undefined ? outside : { ...outside, request: { host: sni, method: '', path: '' } },
  };
}

/** First match by precedence; no match is allowed (DOMAIN.md §2 facts 2 and 3). */
function judgePhase(walk: Walk, endpoint: Endpoint, phase: Phase, name: PhaseName): End {
  const { trace } = walk;
  const { matched, passed, passedBefore, considered } = rulesetOf(walk.state.environment).firstMatch(
    phase,
    contextOf(walk, endpoint),
  );
  if (passedBefore > 0) trace.push({ step: 'passed-over-others', count: passedBefore });
  for (const { compiled, failed } of passed) {
    const { policy } = compiled;
    trace.push({ step: 'passed-over', policy: policy.id, name: policy.name, because: failed });
  }
  if (matched === undefined) {
    trace.push({ step: 'no-match', phase: name, considered });
    return { ...answered, stage: name };
  }
  const { policy } = matched;
  walk.policy = policy;
  walk.limit = undefined;
  trace.push({
    step: 'matched',
    phase: name,
    policy: policy.id,
    name: policy.name,
    action: policy.action,
    considered,
  });
  if (policy.action === 'block') return { outcome: 'refused', class: causeOfBlock(passed), stage: name };
  return checkPolicy(walk, matched, name);
}

/** An Allow that failed only on the person or the device is what to look at, not the Block below it (DESIGN.md §3). */
function causeOfBlock(passed: readonly PassedPolicy[]): 'block' | 'identity' | 'posture' {
  const missed = passed.findLast(
    ({ compiled, failed }) => compiled.policy.action === 'allow' && failed !== 'unresolved',
  );
  return missed === undefined || missed.failed === 'unresolved' ? 'block' : missed.failed;
}

/** A failed check refuses and stops (assumption A2, DOMAIN.md §7 Q1). */
function checkPolicy(walk: Walk, { policy, limit }: CompiledPolicy, stage: PhaseName): End {
  if (limit === undefined) return { ...answered, stage };
  const isGood = isSessionGood(walk, { duration: limit, of: { policy: policy.id, name: policy.name } });
  return isGood ? { ...answered, stage } : { outcome: 'refused', class: 'session', stage };
}

/** An Access application's own limit on the same age; `undefined`: none stands here. */
function judgeAccess(walk: Walk, endpoint: Endpoint): End | undefined {
  const { state, trace } = walk;
  if (endpoint.protocol === 'icmp') return undefined;
  const application = applicationAt(state.environment, endpoint);
  if (application === undefined) return undefined;
  const { name, limit } = application;
  trace.push({ step: 'access', application: name, isLimited: limit !== undefined });
  if (limit === undefined) return undefined;
  const { policy, limit: ofPolicy, expires } = walk;
  if (!isSessionGood(walk, { duration: limit, of: { application: name } })) {
    walk.policy = undefined;
    walk.application = name;
    return { outcome: 'refused', class: 'access', stage: 'access' };
  }
  // The limit that is told with the policy is the policy's, unless the application's runs out first.
  if (policy !== undefined && ofPolicy !== undefined && walk.expires === expires) walk.limit = ofPolicy;
  else walk.application = name;
  return { ...answered, stage: 'access' };
}

function contextOf({ state }: Walk, endpoint: Endpoint) {
  return policyContext(endpoint, { environment: state.environment, session: identityOf(state) });
}

/** The person as Gateway knows them: as of the last sign-in, or with SCIM as the directory has them now (DOMAIN.md §1.4 fact 30). */
export function identityOf({ session, environment }: Pick<State, 'session' | 'environment'>): Session | undefined {
  const current = session === undefined ? undefined : environment.people[session.personId];
  if (session === undefined || current === undefined || !environment.identity.scim) return session;
  return { ...session, groups: current.groups, facts: current.facts };
}
