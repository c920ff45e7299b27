import { normaliseAddress } from '../network/address.ts';
import { destinationAt } from '../network/destination.ts';
import type { Millis } from '../time/instant.ts';
import type { ConnectionAttempt, LookupAttempt } from './command.ts';
import type { LookupAnswer, ResolvedName } from './event.ts';
import { judgeEndpoint } from './judge-endpoint.ts';
import { askResolver, resolveForProgram } from './judge-name.ts';
import { judgeRequest } from './judge-phases.ts';
import type { State } from './state.ts';
import { countingTry, isAnswered } from './verdict.ts';
import { answered, conclude, type End, type Judgement, startWalk, type Walk } from './walk.ts';

export type ConnectionJudgement = Judgement & {
  /** Key of the destination in the environment, when there is one. */
  readonly destination?: string;
  readonly address?: string;
  readonly resolved?: ResolvedName;
};

export type JudgeOptions = {
  /** Whether an earlier answer to the name may serve. */
  readonly useCache: boolean;
  /** The one address of the name that is of interest, where it is one of them. */
  readonly only?: string;
};

/** A program's connections, one after the other. */
export type Tries = readonly [ConnectionJudgement, ...ConnectionJudgement[]];

export type LookupJudgement = Judgement & { readonly answer: LookupAnswer };

/**
 * Judges one program's attempt at a destination, without trying it: client, name, route, origin, network policies, HTTP
 * policies, Access, each with its session check, in that order (DESIGN.md §3; DOMAIN.md §2 facts 1 to 14). Each refusal
 * ends the walk. Of several addresses behind a name it is the try that counts for the program: the one that is answered,
 * else the first that was refused.
 */
export function judgeConnection(
  state: State,
  attempt: ConnectionAttempt,
  at: Millis,
  options: JudgeOptions,
): ConnectionJudgement {
  const tries = judgeTries(state, attempt, at, options);
  return { ...(countingTry(tries) ?? tries[0]), steadyUntil: Math.min(...tries.map(({ steadyUntil }) => steadyUntil)) };
}

/**
 * The same, try by try: a program goes through the addresses of a name until one answers, and each of them is a connection
 * of its own (RFC 8305).
 */
export function judgeTries(
  state: State,
  attempt: ConnectionAttempt,
  at: Millis,
  { useCache, only }: JudgeOptions,
): Tries {
  const walk = startWalk(state, at);
  const offline = checkDevice(walk);
  if (offline !== undefined) return [conclude(walk, offline)];
  const flow = attempt.onFlow === undefined ? undefined : state.flows[attempt.onFlow];
  if (flow !== undefined) {
    walk.trace.push({ step: 'on-flow', flow: flow.id, address: flow.address });
    const opened = { ...answered, stage: 'network' } as const;
    return [conclude(walk, judgeRequest(walk, { ...attempt, address: flow.address }, opened))];
  }
  const literal = normaliseAddress(attempt.host);
  if (literal !== undefined) return [judgeAddress(walk, attempt, literal)];
  const name = resolveForProgram(walk, attempt.host, { useCache, byLocalProxy: attempt.byLocalProxy ?? false });
  if ('end' in name) return [conclude(walk, name.end)];
  const wanted = name.addresses.filter((address) => address === only);
  const [address = attempt.host, ...others] = wanted.length > 0 ? wanted : name.addresses;
  const opening = { ...walk, trace: [...walk.trace] };
  const tried = judgeAddress(walk, attempt, address);
  const first = name.fresh === undefined ? tried : { ...tried, resolved: name.fresh };
  const tries: [ConnectionJudgement, ...ConnectionJudgement[]] = [first];
  for (const other of others) {
    if (tries.some(({ verdict }) => isAnswered(verdict))) break;
    tries.push(judgeAddress({ ...opening, trace: [...opening.trace] }, attempt, other));
  }
  return tries;
}

function judgeAddress(walk: Walk, attempt: ConnectionAttempt, address: string): ConnectionJudgement {
  const judgement = conclude(walk, judgeEndpoint(walk, { ...attempt, address }));
  const found = destinationAt(walk.state.environment, address);
  return { ...judgement, address, ...(found === undefined ? {} : { destination: found.name }) };
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
