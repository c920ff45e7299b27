import type { FailureSurface } from '../environment/environment.ts';
import { normaliseAddress } from '../network/address.ts';
import { canonicalName, destinationAt } from '../network/destination.ts';
import { policyContext } from '../network/policy-context.ts';
import { answerPrivately, answerPublicly, fallbackFor } from '../network/private-dns.ts';
import { routeOf } from '../network/split-tunnel.ts';
import type { Policy } from '../policy/policy.ts';
import type { Millis } from '../time/instant.ts';
import type { ClientFacts, ConnectionAttempt, LookupAttempt, Protocol, RecordType } from './command.ts';
import type { LookupAnswer, ResolvedName } from './event.ts';
import { ageAt, expiresAt, isExpired, signInThatCounts } from './expiry.ts';
import { rulesetOf } from './ruleset-of.ts';
import type { State } from './state.ts';
import type { Outcome, Stage, TraceStep, Verdict, VerdictClass } from './verdict.ts';

/** A verdict before the notice is settled, and what time alone will do to it. */
export type Judgement = {
  readonly verdict: Omit<Verdict, 'notice' | 'noticeWhy'>;
  /** When a check that passed will fail if nobody signs in; absent when none will. */
  readonly expiresAt?: Millis;
  /** The same judgement holds before this instant as long as nothing but time changes; may be Infinity. */
  readonly steadyUntil: Millis;
  readonly surface: FailureSurface;
};

export type ConnectionJudgement = Judgement & {
  /** Key of the destination in the environment, when there is one. */
  readonly destination?: string;
  readonly address?: string;
  readonly resolved?: ResolvedName;
};

export type LookupJudgement = Judgement & { readonly answer: LookupAnswer };

type Endpoint = {
  readonly host: string;
  readonly address: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly facts?: ClientFacts;
};

/** Where a walk ended. */
type End = { readonly outcome: Outcome; readonly class: VerdictClass; readonly stage: Stage };

/** What a walk has gathered on its way; one walk serves one attempt. */
type Walk = {
  readonly state: State;
  readonly at: Millis;
  readonly trace: TraceStep[];
  checked: boolean;
  policy?: Policy;
  limit?: Millis;
  expiresAt?: Millis;
  steadyUntil: Millis;
};

const answered = { outcome: 'allowed', class: 'none' } as const;

/**
 * Judges one program's attempt at a destination, without trying it: client, name, route, origin, network policies,
 * session check, in that order (DESIGN.md §3; DOMAIN.md §2 facts 1 to 10). Each refusal ends the walk.
 * `useCache`: whether an earlier answer to the name may serve.
 */
export function judgeConnection(
  state: State,
  attempt: ConnectionAttempt,
  at: Millis,
  { useCache }: { readonly useCache: boolean },
): ConnectionJudgement {
  const walk = startWalk(state, at);
  const literal = normaliseAddress(attempt.host);
  const offline = checkDevice(walk);
  if (offline !== undefined) return conclude(walk, offline);
  const name = literal === undefined ? resolveForProgram(walk, attempt.host, useCache) : undefined;
  if (name !== undefined && 'end' in name) return conclude(walk, name.end);
  const address = literal ?? name?.address ?? attempt.host;
  const end = judgeEndpoint(walk, { ...attempt, address });
  const found = destinationAt(state.environment, address);
  return {
    ...conclude(walk, end, found?.destination.surface),
    address,
    ...(found === undefined ? {} : { destination: found.name }),
    ...(name?.fresh === undefined ? {} : { resolved: name.fresh }),
  };
}

/** Judges one query to the client's DNS proxy (DOMAIN.md §5.3 facts 10 to 14); every query is checked anew. */
export function judgeLookup(state: State, attempt: LookupAttempt, at: Millis): LookupJudgement {
  const walk = startWalk(state, at);
  const offline = checkDevice(walk);
  if (offline !== undefined) return { ...conclude(walk, offline), answer: { kind: 'silence' } };
  const { end, answer } = askResolver(walk, attempt.name, attempt.recordType);
  return { ...conclude(walk, end), answer };
}

function startWalk(state: State, at: Millis): Walk {
  return { state, at, trace: [], checked: false, steadyUntil: Number.POSITIVE_INFINITY };
}

function conclude(walk: Walk, end: End, surface?: FailureSurface): Judgement {
  const { state, at } = walk;
  const age = state.session === undefined ? 0 : ageAt(state.session, state.environment.assumptions, at);
  return {
    verdict: {
      ...end,
      checked: walk.checked,
      ...(walk.policy === undefined ? {} : { policy: { id: walk.policy.id, name: walk.policy.name } }),
      trace: walk.trace,
      ageSeconds: Math.floor(age / 1000),
      ...(walk.limit === undefined ? {} : { limitSeconds: walk.limit / 1000 }),
    },
    ...(walk.expiresAt === undefined ? {} : { expiresAt: walk.expiresAt }),
    steadyUntil: walk.steadyUntil,
    surface: surface ?? state.environment.gateway.surface,
  };
}

function checkDevice({ state, trace }: Walk): End | undefined {
  const { online, asleep } = state.device;
  if (online && !asleep) return undefined;
  trace.push({ step: 'device', online, asleep });
  return { outcome: 'unreachable', class: 'offline', stage: 'client' };
}

type ProgramAnswer = { readonly end: End } | { readonly address: string; readonly fresh?: ResolvedName };

/** A program's own lookup before it connects; answers live for their time to live. */
function resolveForProgram(walk: Walk, host: string, useCache: boolean): ProgramAnswer {
  const name = canonicalName(host);
  const cached = useCache ? walk.state.resolved[name] : undefined;
  if (cached !== undefined && walk.at < cached.until) {
    walk.steadyUntil = Math.min(walk.steadyUntil, cached.until);
    walk.trace.push({ step: 'resolved', name, by: 'cache', address: cached.address });
    return { address: cached.address };
  }
  const { end, answer } = askResolver(walk, name, 'A');
  if (end.class !== 'none') return { end: { ...end, stage: 'dns' } };
  const address = answer.kind === 'addresses' ? answer.addresses[0] : undefined;
  if (address === undefined || answer.kind !== 'addresses') {
    return { end: { outcome: 'unreachable', class: 'dns', stage: 'dns' } };
  }
  return { address, fresh: { name, address, until: walk.at + answer.timeToLive } };
}

/** Takes a name the way the device would: outside, through Gateway DNS, or as a flow to a private resolver. */
function askResolver(walk: Walk, name: string, type: RecordType): { end: End; answer: LookupAnswer } {
  const { environment } = walk.state;
  const outside = reasonOutside(walk, carriesDns);
  const fallback = fallbackFor(environment, name);
  if (outside !== undefined || fallback === undefined) {
    const answer = answerPublicly(environment, name, type);
    const known = answer.kind !== 'no-such-name';
    walk.trace.push({
      step: 'resolved',
      name,
      by: outside === undefined ? 'gateway' : 'outside',
      ...addressOf(answer),
    });
    if (outside === undefined) return { end: { ...answered, class: known ? 'none' : 'dns', stage: 'dns' }, answer };
    return { end: { outcome: 'bypassed', class: known ? 'none' : outside, stage: 'dns' }, answer };
  }
  const { resolver, transport } = fallback;
  const end = judgeEndpoint(walk, { host: resolver, address: resolver, port: 53, protocol: transport });
  if (end.class !== 'none') return { end: { ...end, stage: 'dns' }, answer: { kind: 'silence' } };
  const answer = answerPrivately(environment, name, type);
  walk.trace.push({ step: 'resolved', name, by: 'private', resolver, ...addressOf(answer) });
  return { end: { ...end, class: answer.kind === 'no-such-name' ? 'dns' : 'none', stage: 'dns' }, answer };
}

function addressOf(answer: LookupAnswer): { readonly address?: string } {
  const address = answer.kind === 'addresses' ? answer.addresses[0] : undefined;
  return address === undefined ? {} : { address };
}

function judgeEndpoint(walk: Walk, endpoint: Endpoint): End {
  const { state, trace } = walk;
  const { address, port, protocol } = endpoint;
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

/** Why traffic does not enter the tunnel at all; `undefined` when the tunnel carries it. */
function reasonOutside(walk: Walk, carries: readonly string[]): VerdictClass | undefined {
  const { session, client, environment } = walk.state;
  const { mode } = environment.client;
  if (session === undefined) {
    pushOnce(walk.trace, { step: 'registration', status: 'missing' });
    return 'registration';
  }
  if (client.connected && carries.includes(mode)) return undefined;
  pushOnce(walk.trace, { step: 'client', connected: client.connected, mode });
  return client.connected ? 'mode' : 'disconnected';
}

/** One attempt asks the same question for its name and for its connection; the trace tells it once. */
function pushOnce(trace: TraceStep[], step: TraceStep): void {
  if (!trace.some((known) => known.step === step.step)) trace.push(step);
}

/** DOMAIN.md §5.1. */
const carriesTraffic = ['traffic-and-dns', 'traffic-only'];
const carriesDns = ['traffic-and-dns', 'dns-only'];

function leavesBySplitTunnel({ state, trace }: Walk, { address, host }: Endpoint): VerdictClass | undefined {
  const route = routeOf(state.environment.client.splitTunnel, address, host);
  trace.push({ step: 'route', address, ...route });
  return route.inTunnel ? undefined : 'split-tunnel';
}

/** First match by precedence; no match is allowed (DOMAIN.md §2 facts 2 and 3). */
function judgeByPolicies(walk: Walk, endpoint: Endpoint): End {
  const { state, trace } = walk;
  const { environment, session } = state;
  if (endpoint.protocol === 'icmp' && !environment.assumptions.icmpIsChecked) {
    trace.push({ step: 'not-filtered', because: 'icmp' });
    return { ...answered, stage: 'network' };
  }
  const { matched, passed, considered } = rulesetOf(environment).firstMatch('l4', policyContext(endpoint, session));
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
  if (duration === undefined || session === undefined) return { ...answered, stage: 'network' };
  const { assumptions } = environment;
  const passed = !isExpired(session, duration, assumptions, at);
  walk.checked = true;
  trace.push({
    step: 'session',
    policy: policy.id,
    ageSeconds: Math.floor(ageAt(session, assumptions, at) / 1000),
    limitSeconds: duration / 1000,
    passed,
    ...(passed ? {} : { because: 'age' as const }),
  });
  if (at < session.authenticatedAt + assumptions.accessReturnsAfter) {
    walk.steadyUntil = Math.min(walk.steadyUntil, session.authenticatedAt + assumptions.accessReturnsAfter);
  }
  if (!passed) {
    walk.limit = duration;
    return { outcome: 'refused', class: 'session', stage: 'network' };
  }
  const expiry = expiresAt(signInThatCounts(session, assumptions, at), duration, assumptions);
  if (walk.expiresAt === undefined || expiry < walk.expiresAt) {
    walk.expiresAt = expiry;
    walk.limit = duration;
  }
  walk.steadyUntil = Math.min(walk.steadyUntil, expiry);
  return { ...answered, stage: 'network' };
}
