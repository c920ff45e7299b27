import { hour, type Millis } from '../time/instant.ts';
import type { Flow } from './event.ts';
import type { State } from './state.ts';

/** Something that happens by itself at an instant. */
export type Due =
  | { readonly at: Millis; readonly what: 'actor'; readonly actor: string }
  | { readonly at: Millis; readonly what: 'idle-flow'; readonly flowId: string }
  | { readonly at: Millis; readonly what: 'edit' };

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
  for (const flow of Object.values(state.flows)) {
    const at = idleAt(state, flow);
    if (at !== undefined) consider({ at, what: 'idle-flow', flowId: flow.id });
  }
  if (state.device.asleep) return next;
  for (const [actor, at] of Object.entries(state.actors)) consider({ at, what: 'actor', actor });
  return next;
}

/** The next edit to act or flow to close for idling: what may interrupt a run of equal attempts. */
export function nextInterruption(state: State): Millis {
  const instants = Object.values(state.flows).map((flow) => idleAt(state, flow) ?? Number.POSITIVE_INFINITY);
  return Math.min(state.edits.pending[0]?.takesEffectAt ?? Number.POSITIVE_INFINITY, ...instants);
}
