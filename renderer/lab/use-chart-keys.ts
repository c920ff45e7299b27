import type { KeyboardEvent } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import { type TimelineView, zoomStep } from './use-timeline-view.ts';

type Parts = { readonly timeline: TimelineView; readonly about: Millis };

/** Keys that hold wherever the focus is within the timeline. */
export function useChartKeys({ timeline, about }: Parts): (event: KeyboardEvent) => void {
  const quarter = (timeline.view.to - timeline.view.from) / 4;
  const isShown = about >= timeline.view.from && about <= timeline.view.to;
  const centre = isShown ? about : (timeline.view.from + timeline.view.to) / 2;
  const keys: Readonly<Record<string, () => void>> = {
    '+': () => timeline.zoom(1 / zoomStep, centre),
    '=': () => timeline.zoom(1 / zoomStep, centre),
    '-': () => timeline.zoom(zoomStep, centre),
    '0': timeline.fit,
    'Shift ArrowLeft': () => timeline.pan(-quarter),
    'Shift ArrowRight': () => timeline.pan(quarter),
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.shiftKey && event.key.startsWith('Arrow') ? `Shift ${event.key}` : event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
}
