import { Refusal } from '../errors.ts';
import { hour, type Millis } from '../time/instant.ts';
import { closingOf } from './actor-turns.ts';
import { bringNotice, settleNotice } from './attempts.ts';
import { lockSwitch } from './client-switch.ts';
import { type Due, nextDue, nextInterruption } from './due.ts';
import { judgeActor, judgementsOf } from './judge-actor.ts';
import { postTimedNotice } from './timed-notices.ts';
import { emit, type Unfolding } from './unfolding.ts';

/** What happens on the way is worked out before anybody is answered, so a jump is no longer than that. */
export const farthestJump: Millis = 366 * 24 * hour;

/** Forward only; everything due on the way happens at its own instant, in order. */
export function passTime(unfolding: Unfolding, to: Millis, at: Millis): void {
  if (to < at)
    throw new Refusal('clock-backwards', 'Time only goes forward within a run. Start a new run to begin again.');
  if (unfolding.isJump && to - at > farthestJump) {
    throw new Refusal('clock-too-far', 'A jump goes at most 366 days ahead. Jump more than once.');
  }
  for (let due = nextDue(unfolding.state); due !== undefined && due.at <= to; due = nextDue(unfolding.state)) {
    runDue(unfolding, due, to);
  }
  if (unfolding.isJump && to > at) emit(unfolding, { at, type: 'clock-jumped', to });
}

function runDue(unfolding: Unfolding, due: Due, to: Millis): void {
  switch (due.what) {
    case 'edit': {
      const [part] = unfolding.state.edits.pending;
      if (part !== undefined) emit(unfolding, { at: due.at, type: 'edit-took-effect', ...part });
      return;
    }
    case 'auto-connect':
      return emit(unfolding, { at: due.at, type: 'client-connected', by: 'auto-connect' });
    case 'switch-lock':
      return lockSwitch(unfolding, due.at);
    case 'notice':
      return postTimedNotice(unfolding, due);
    case 'idle-flow':
      return emit(unfolding, { at: due.at, type: 'flow-closed', flowId: due.flowId, why: 'idle' });
    case 'actor':
      return runActor(unfolding, due.actor, due.at, to);
  }
}

/**
 * One actor's attempts from `at` on. As long as nothing but time changes, attempts that come out alike are one event:
 * up to the next expiry, the next edit or closing of a flow, the end of its hours, or `to`, inclusive.
 */
function runActor(unfolding: Unfolding, name: string, at: Millis, to: Millis): void {
  const { state } = unfolding;
  const actor = state.environment.actors[name];
  if (actor === undefined) throw new Error(`no actor ${name}`);
  // One without turns tries once.
  const { every = Number.POSITIVE_INFINITY } = actor;
  const by = { kind: 'actor', actor: name } as const;
  const tried = judgeActor(state, actor, at);
  const judgements = judgementsOf(tried);
  const isNoticed = judgements.some((judgement) => settleNotice(state, judgement, at).notice !== 'none');
  const steadyUntil = Math.min(...judgements.map((judgement) => judgement.steadyUntil), closingOf(actor, at));
  const steadyTo = Math.min(to, steadyUntil - 1, nextInterruption(state, at) - 1);
  const count = isNoticed ? 1 : Math.max(1, Math.floor((steadyTo - at) / every) + 1);
  const run = { at, by, count, lastAt: count === 1 ? at : at + (count - 1) * every };
  for (const judgement of judgements) {
    const verdict = settleNotice(unfolding.state, judgement, at);
    if (tried.kind === 'lookup') {
      const { attempt } = tried;
      emit(unfolding, { ...run, verdict, type: 'lookup-decided', attempt, answer: tried.judgement.answer });
      bringNotice(unfolding, verdict, attempt.name, by, at);
    } else {
      const { attempt } = tried;
      emit(unfolding, { ...run, verdict, type: 'connection-decided', attempt });
      bringNotice(unfolding, verdict, attempt.host, by, at);
    }
  }
}
