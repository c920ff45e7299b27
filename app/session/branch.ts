import type { Command } from './command.ts';
import { engineVersion } from './engine-version.ts';
import type { SessionEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { visibleNotice } from './notice.ts';
import type { State } from './state.ts';
import { emit, type Unfolding } from './unfolding.ts';

/**
 * What a run begins with that goes on from a moment of another one. Connections, an open sign-in and a notice on the
 * screen have their other ends in the run before, so they end here, as they do when the emulator is closed.
 */
export function branchRun({ origin, state }: Extract<Command, { type: 'branch-run' }>): Unfolding {
  const { at } = state;
  const { origin: _before, ...world } = state;
  const branched: SessionEvent = { at, type: 'run-branched', engine: engineVersion, origin, state: world };
  const unfolding: Unfolding = { state: evolve(undefined, branched), events: [branched], isJump: false };
  if (state.clock.mode === 'following') emit(unfolding, { at, type: 'clock-frozen' });
  for (const flowId of Object.keys(state.flows)) emit(unfolding, { at, type: 'flow-closed', flowId, why: 'ended' });
  endSignIn(unfolding, at);
  const notice = visibleNotice(unfolding.state);
  if (notice !== undefined) emit(unfolding, { at, type: 'notice-withdrawn', noticeId: notice.id });
  return unfolding;
}

function endSignIn(unfolding: Unfolding, at: State['at']): void {
  const { reauth } = unfolding.state;
  if (reauth === undefined) return;
  emit(unfolding, { at, type: 'reauth-abandoned', reauthId: reauth.id, why: 'this run branched off meanwhile' });
}

/** The world of a run by itself: runs that come to the same have the same, wherever they come from. */
export function worldOf({ origin: _origin, ...world }: State): Omit<State, 'origin'> {
  return world;
}
