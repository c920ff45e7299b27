import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import { roundedAt, type Scale, stepOf, type View } from './timeline-view.ts';

/** Pixels within which an expiry draws the handle to itself. */
const pull = 5;

type Parts = {
  readonly now: Millis;
  readonly view: View;
  readonly scale: Scale;
  /** Ascending. */
  readonly expiries: readonly Millis[];
  reveal(at: Millis): void;
  jump(at: Millis): void;
};

/** Where now would go: it leads forward only, and nothing moves before it is let go. */
export function useNowHandle({ now, view, scale, expiries, reveal, jump }: Parts) {
  const [wanted, setWanted] = useState<Millis>();
  const [isDragged, setDragged] = useState(false);
  const grip = useRef(0);
  const preview = wanted !== undefined && wanted > now ? wanted : undefined;
  // It stays where it was let go until the clock has come there, and no longer.
  if (wanted !== undefined && preview === undefined && !isDragged) setWanted(undefined);
  const stop = () => {
    setWanted(undefined);
    setDragged(false);
  };
  const go = () => {
    if (preview !== undefined) jump(preview);
    setDragged(false);
  };
  const lead = (at: Millis) => {
    const next = Math.max(now, at);
    setWanted(next);
    reveal(next);
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => lead(toStep((preview ?? now) + stepOf(view), stepOf(view))),
    ArrowUp: () => lead(toStep((preview ?? now) + stepOf(view), stepOf(view))),
    ArrowLeft: () => lead((preview ?? now) - stepOf(view)),
    ArrowDown: () => lead((preview ?? now) - stepOf(view)),
    PageDown: () => lead(expiries.find((at) => at > (preview ?? now)) ?? preview ?? now),
    PageUp: () => lead(expiries.findLast((at) => at < (preview ?? now)) ?? now),
    End: () => lead(Math.max(expiries.at(-1) ?? now, now)),
    Home: stop,
    Enter: go,
    Escape: stop,
  };
  return {
    preview,
    isDragged,
    events: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = event.clientX - scale.x(now);
        setDragged(true);
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        if (!isDragged) return;
        const x = Math.min(event.clientX - grip.current, scale.left + scale.width);
        const near = expiries.find((at) => at > now && Math.abs(scale.x(at) - x) <= pull);
        setWanted(near ?? roundedAt(scale, x));
      },
      onPointerUp: () => isDragged && go(),
      onPointerCancel: stop,
      onBlur: stop,
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const act = event.shiftKey || event.altKey || event.ctrlKey || event.metaKey ? undefined : keys[event.key];
        if (act === undefined) return;
        event.preventDefault();
        act();
      },
    },
  };
}

/** Steps end at even places: the first one is shorter. */
const toStep = (at: Millis, step: Millis) => Math.floor(at / step) * step;
