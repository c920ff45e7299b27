import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import { panView, revealIn, type Scale, type View, zoomView } from './timeline-view.ts';

export type TimelineView = {
  readonly view: View;
  readonly isFitted: boolean;
  /** More for a factor above 1; `about` stays where it is. */
  zoom(factor: number, about: Millis): void;
  pan(by: Millis): void;
  reveal(at: Millis): void;
  fit(): void;
};

/** One press or click. */
export const zoomStep = 1.6;

/** What is shown: all that matters to this sign-in, until somebody looks elsewhere. */
export function useTimelineView(fitting: View, now: Millis): TimelineView {
  const [chosen, setChosen] = useState<View>();
  const [seenNow, setSeenNow] = useState(now);
  const latest = useRef(fitting);
  latest.current = fitting;
  if (seenNow !== now) {
    setSeenNow(now);
    // Where now was in sight it stays so, however far it jumps.
    const wasInSight = chosen !== undefined && seenNow >= chosen.from && seenNow <= chosen.to;
    if (wasInSight) setChosen(revealIn(chosen, now));
  }
  const change = (by: (view: View) => View) => setChosen((before) => by(before ?? latest.current));
  return {
    view: chosen ?? fitting,
    isFitted: chosen === undefined,
    zoom: (factor, about) => change((view) => zoomView(view, about, factor)),
    pan: (by) => change((view) => panView(view, by)),
    reveal: (at) =>
      setChosen((before) => {
        const view = before ?? latest.current;
        const shown = revealIn(view, at);
        return shown === view ? before : shown;
      }),
    fit: () => setChosen(undefined),
  };
}

/**
 * The wheel zooms about the pointer, with Shift or sideways it pans. Where the page itself scrolls, it goes on doing that
 * unless Ctrl is held, as it is for a pinch.
 */
export function useWheel(frame: RefObject<HTMLElement | null>, scale: Scale, { zoom, pan }: TimelineView): void {
  const latest = useRef({ scale, zoom, pan });
  latest.current = { scale, zoom, pan };
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      const { scrollHeight, clientHeight } = document.documentElement;
      const isPinch = event.ctrlKey || event.metaKey;
      if (!isPinch && scrollHeight > clientHeight) return;
      event.preventDefault();
      const { scale: drawn, ...act } = latest.current;
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 16;
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.deltaY) || event.shiftKey) {
        act.pan(drawn.at(sideways * pixels) - drawn.at(0));
        return;
      }
      const x = event.clientX - element.getBoundingClientRect().left;
      act.zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY * pixels * (isPinch ? 0.01 : 0.002)))), drawn.at(x));
    };
    // React listens passively, and the page would scroll as well.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame]);
}
