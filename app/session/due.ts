import { hour, type Millis } from '../time/instant.ts';
import type { Flow } from './event.ts';
import { quietestFlows } from './flow-record.ts';
import type { State } from './state.ts';
import { nextRepeat, nextTimedNotice, type TimedNotice } from './timed-notices.ts';

/** Something that happens by itself at an instant. */
export type Due =
  | { readonly at: Millis; readonly what: 'actor'; readonly actor: string }
  | { readonly at: Millis; readonly what: 'idle-flow'; readonly flowId: string }
  | { readonly at: Millis; readonly what: 'edit' }
  | { readonly at: Millis; readonly what: 'auto-connect' }
  | { readonly at: Millis; readonly what: 'switch-lock' }
  | ({ readonly what: 'notice' } & TimedNotice);

/** UDP is no connection: its flows are forgotten after this much silence (assumed). */
const udpIdleLimit: Millis = hour / 60;

/** When a flow is closed for idling; absent when somebody keeps it busy. Inclusive. */
export function idleAt(state: State, flow: Flow): Millis | undefined {
  if (flow.keptBusy) return undefined;
  return flow.lastActiveAt + (flow.protocol === 'tcp' ? state.environment.assumptions.tcpIdleLimit : udpIdleLimit);
}

/** The next thing that falls due; of equal instants edits go first, then flows. Programs of a sleeping device don't run. */
export function nextDue(state: State): Due | undefined {
  let next: Due | undefined;
  const consider = (due: Due) => {
    if (next === undefined || due.at < next.at) next = due;
  };
  const [edit] = state.edits.pending;
  if (edit !== undefined) consider({ at: edit.takesEffectAt, what: 'edit' });
  const { reconnectAt, unlockedUntil } = state.client;
  if (reconnectAt !== undefined) consider({ at: reconnectAt, what: 'auto-connect' });
  if (unlockedUntil !== undefined) consider({ at: unlockedUntil, what: 'switch-lock' });
  const notice = nextTimedNotice(state);
  if (notice !== undefined) consider({ ...notice, what: 'notice' });
  for (const flow of quietestFlows(state.flows)) {
    const at = idleAt(state, flow);
    if (at !== undefined) consider({ at, what: 'idle-flow', flowId: flow.id });
  }
  if (state.device.asleep) return next;
  for (const [actor, at] of Object.entries(state.actors)) consider({ at, what: 'actor', actor });
  return next;
}

/** What may interrupt a run of equal attempts that begins at `at`: an edit, a notice, a flow to close for idling. */
export function nextInterruption(state: State, at: Millis): Millis {
  const instants = quietestFlows(state.flows).map((flow) => idleAt(state, flow));
  const edit = state.edits.pending[0]?.takesEffectAt;
  const all = [
    ...instants,
    edit,
    state.client.reconnectAt,
    state.client.unlockedUntil,
    nextTimedNotice(state)?.at,
    nextRepeat(state, at),
  ];
  return Math.min(...all.map((instant) => instant ?? Number.POSITIVE_INFINITY));
}
