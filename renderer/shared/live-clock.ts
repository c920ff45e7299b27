import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { type Anchor, anchorOf, nextTickIn, nowAt, stopAnchor, toWholeSecond } from './virtual-clock.ts';

/** Virtual time between snapshots, told to its listeners once a whole second has passed. */
export type LiveClock = {
  anchor(clock: Snapshot['clock']): void;
  stop(): void;
  /** Virtual time in whole seconds, the same until listeners are told. */
  read(): Millis;
  subscribe(listener: () => void): () => void;
};

export function createLiveClock(realNow: () => Millis = () => performance.now()): LiveClock {
  const listeners = new Set<() => void>();
  let anchor: Anchor = { now: 0, speed: 0, readAt: 0 };
  let shown: Millis = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tick = () => {
    clearTimeout(timer);
    const next = toWholeSecond(nowAt(anchor, realNow()));
    if (next !== shown) {
      shown = next;
      for (const listener of listeners) listener();
    }
    if (anchor.speed > 0 && listeners.size > 0) timer = setTimeout(tick, nextTickIn(anchor, realNow()));
  };

  return {
    anchor: (clock) => {
      anchor = anchorOf(clock, realNow(), anchor);
      tick();
    },
    stop: () => {
      anchor = stopAnchor(anchor, realNow());
      tick();
    },
    read: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      tick();
      return () => listeners.delete(listener);
    },
  };
}
