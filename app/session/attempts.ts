import type { Millis } from '../time/instant.ts';
import type { Command, ConnectionAttempt, Initiator } from './command.ts';
import type { SessionEvent } from './event.ts';
import { ageIn } from './expiry.ts';
import { type ConnectionJudgement, judgeLookup } from './judge.ts';
import { decideNotice, isSomebodyWatching } from './notice.ts';
import type { State } from './state.ts';
import { steadyTries } from './steady-tries.ts';
import { emit, type Unfolding } from './unfolding.ts';
import { countingTry, isAnswered, type SuppressionReason, type Verdict } from './verdict.ts';
import type { Judgement } from './walk.ts';

/** One program's attempt at a destination; an answered one that is held becomes a flow. */
export function connect(
  unfolding: Unfolding,
  command: Extract<Command, { type: 'request-connection' }>,
  at: Millis,
): void {
  const { attempt, by, hold, keptBusy = false } = command;
  const tries = steadyTries(unfolding.state, attempt, at);
  const last = tries.map((tried) => decideTry(unfolding, tried, attempt, by, at)).at(-1);
  if (!hold || last === undefined || !isAnswered(last.verdict)) return;
  const { verdict, destination, address } = last;
  if (destination === undefined || address === undefined) return;
  const { state } = unfolding;
  const flow = {
    ...{
      id: `f${state.nextId}`,
      destination,
      host: attempt.host,
      address,
      port: attempt.port,
      protocol: attempt.protocol,
    },
    ...(verdict.policy === undefined ? {} : { policyId: verdict.policy.id }),
    ageAtOpening: ageIn(state, at),
    ...{ openedAt: at, lastActiveAt: at, keptBusy },
  };
  emit(unfolding, { at, type: 'flow-opened', flow });
}

/** The connection to one address; the notice is settled on what the tries before have left. */
function decideTry(
  unfolding: Unfolding,
  judged: ConnectionJudgement,
  attempt: ConnectionAttempt,
  by: Initiator,
  at: Millis,
): ConnectionJudgement & { readonly verdict: Verdict } {
  const verdict = settleNotice(unfolding.state, judged, at);
  const resolved = judged.resolved === undefined ? {} : { resolved: judged.resolved };
  emit(unfolding, { at, type: 'connection-decided', attempt, by, verdict, count: 1, lastAt: at, ...resolved });
  bringNotice(unfolding, verdict, attempt.host, by, at);
  return { ...judged, verdict };
}

/** Of what an attempt made happen the connection that its program goes by. */
export function connectionDecided(
  events: readonly SessionEvent[],
): Extract<SessionEvent, { type: 'connection-decided' }> | undefined {
  return countingTry(events.filter((event) => event.type === 'connection-decided'));
}

/** One query to the client's DNS proxy. */
export function lookUp(unfolding: Unfolding, command: Extract<Command, { type: 'resolve-name' }>, at: Millis): void {
  const { attempt, by } = command;
  const judged = judgeLookup(unfolding.state, attempt, at);
  const verdict = settleNotice(unfolding.state, judged, at);
  const { answer } = judged;
  emit(unfolding, { at, type: 'lookup-decided', attempt, by, verdict, answer, count: 1, lastAt: at });
  bringNotice(unfolding, verdict, attempt.name, by, at);
}

/** The verdict with what becomes of the notice. A check that passed by grace alone brings it too. */
export function settleNotice(state: State, { verdict }: Judgement, at: Millis): Verdict {
  const isExpired = verdict.class === 'session' || verdict.inGrace === true;
  if (!isExpired || verdict.policy === undefined) return { ...verdict, notice: 'none' };
  const { outcome, why } = decideNotice(state, verdict.policy.id, at);
  return { ...verdict, notice: outcome, ...(why === undefined ? {} : { noticeWhy: why }) };
}

/** The notice of a refused attempt: due, and posted or suppressed. */
export function bringNotice(unfolding: Unfolding, verdict: Verdict, host: string, by: Initiator, at: Millis): void {
  const { policy, notice, noticeWhy } = verdict;
  if (notice === 'none' || policy === undefined) return;
  postNotice(unfolding, { kind: 'expired', policyId: policy.id, policyName: policy.name, host, by }, noticeWhy, at);
}

type DueNotice = Omit<Extract<SessionEvent, { type: 'notice-due' }>, 'type' | 'at' | 'noticeId'>;

/** A notice that is due now: posted, or kept back for a reason. */
export function postNotice(unfolding: Unfolding, due: DueNotice, why: SuppressionReason | undefined, at: Millis): void {
  const noticeId = `n${unfolding.state.nextId}`;
  emit(unfolding, { at, type: 'notice-due', noticeId, ...due });
  if (why !== undefined) return emit(unfolding, { at, type: 'notice-suppressed', noticeId, why });
  const seen = isSomebodyWatching(unfolding.state, at);
  emit(unfolding, { at, type: 'notice-posted', noticeId, seen, real: !unfolding.isJump });
}
