import type { SessionEvent } from './event.ts';
import { evolve } from './evolve.ts';
import type { State } from './state.ts';

/** What a command makes happen, gathered while each event is already folded into the state it leaves behind. */
export type Unfolding = {
  state: State;
  readonly events: SessionEvent[];
  /** Whether a person makes time jump: real notifications are then left out. */
  readonly isJump: boolean;
};

export function emit(unfolding: Unfolding, event: SessionEvent): void {
  unfolding.events.push(event);
  unfolding.state = evolve(unfolding.state, event);
}
