import { normaliseAddress } from '../network/address.ts';
import { destinationAt } from '../network/destination.ts';
import type { Millis } from '../time/instant.ts';
import type { ConnectionAttempt, LookupAttempt } from './command.ts';
import type { LookupAnswer, ResolvedName } from './event.ts';
import { judgeEndpoint } from './judge-endpoint.ts';
import { askResolver, resolveForProgram } from './judge-name.ts';
import { judgeRequest } from './judge-phases.ts';
import type { State } from './state.ts';
import { answered, conclude, type End, type Judgement, startWalk, type Walk } from './walk.ts';

export type ConnectionJudgement = Judgement & {
  /** Key of the destination in the environment, when there is one. */
  readonly destination?: string;
  readonly address?: string;
  readonly resolved?: ResolvedName;
};

export type LookupJudgement = Judgement & { readonly answer: LookupAnswer };

/**
 * Judges one program's attempt at a destination, without trying it: client, name, route, origin, network policies, HTTP
 * policies, Access, each with its session check, in that order (DESIGN.md §3; DOMAIN.md §2 facts 1 to 14). Each refusal
 * ends the walk.
 * `useCache`: whether an earlier answer to the name may serve.
 */
export function judgeConnection(
  state: State,
  attempt: ConnectionAttempt,
  at: Millis,
  { useCache }: { readonly useCache: boolean },
): ConnectionJudgement {
  const walk = startWalk(state, at);
  const offline = checkDevice(walk);
  if (offline !== undefined) return conclude(walk, offline);
  const flow = attempt.onFlow === undefined ? undefined : state.flows[attempt.onFlow];
  if (flow !== undefined) {
    walk.trace.push({ step: 'on-flow', flow: flow.id, address: flow.address });
    const opened = { ...answered, stage: 'network' } as const;
    return conclude(walk, judgeRequest(walk, { ...attempt, address: flow.address }, opened));
  }
  const literal = normaliseAddress(attempt.host);
  const name =
    literal === undefined
      ? resolveForProgram(walk, attempt.host, { useCache, byLocalProxy: attempt.byLocalProxy ?? false })
      : undefined;
  if (name !== undefined && 'end' in name) return conclude(walk, name.end);
  const address = literal ?? name?.address ?? attempt.host;
  const end = judgeEndpoint(walk, { ...attempt, address });
  const found = destinationAt(state.environment, address);
  return {
    ...conclude(walk, end),
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

function checkDevice({ state, trace }: Walk): End | undefined {
  const { online, asleep } = state.device;
  if (online && !asleep) return undefined;
  trace.push({ step: 'device', online, asleep });
  return { outcome: 'unreachable', class: 'offline', stage: 'client' };
}
