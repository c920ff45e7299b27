import { type Millis, second } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';

/** Virtual `now` as it was known at the real instant `readAt`; `speed` is 0 while it stands still. */
export type Anchor = { readonly now: Millis; readonly speed: number; readonly readAt: Millis };

/** Virtual time at the real instant `realNow`. */
export function nowAt(anchor: Anchor, realNow: Millis): Millis {
  return anchor.now + Math.max(0, realNow - anchor.readAt) * anchor.speed;
}

/**
 * The anchor that a new snapshot gives. What was shown already may run ahead of the snapshot by its way here:
 * such a lead is kept, since a clock that steps back reads as a fault. A frozen clock is shown as it is.
 */
export function anchorOf(clock: Snapshot['clock'], readAt: Millis, previous?: Anchor): Anchor {
  if (clock.mode === 'frozen') return { now: clock.now, speed: 0, readAt };
  const shown = previous && previous.speed > 0 ? nowAt(previous, readAt) : clock.now;
  const isSmallLead = shown > clock.now && shown - clock.now <= 2 * second * clock.speed;
  return { now: isSmallLead ? shown : clock.now, speed: clock.speed, readAt };
}

export function stopAnchor(anchor: Anchor, readAt: Millis): Anchor {
  return { now: nowAt(anchor, readAt), speed: 0, readAt };
}

/** Real milliseconds until a view should look again: at the next whole virtual second, at most ten times a second. */
export function nextTickIn(anchor: Anchor, realNow: Millis): Millis {
  const untilNextSecond = (second - (nowAt(anchor, realNow) % second)) / anchor.speed;
  return Math.max(100, Math.ceil(untilNextSecond));
}

/** Views show whole seconds. */
export function toWholeSecond(at: Millis): Millis {
  return Math.floor(at / second) * second;
}
