import { type PointerEvent, useRef } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import { markAt } from './mark-search.ts';
import { floor, lanesTop } from './timeline-age.tsx';
import type { Lane } from './timeline-lanes.ts';
import type { Mark } from './timeline-marks.ts';
import type { Scale } from './timeline-view.ts';

type Parts = {
  readonly list: readonly Lane[];
  readonly marks: readonly Mark[];
  readonly scale: Scale;
  readonly y: (age: Millis) => number;
  readonly onPoint: (mark: Mark | undefined) => void;
  readonly onPick: (mark: Mark) => void;
  readonly onPan: (by: Millis) => void;
};

/** The mouse points at what is nearest, picks it with a click, and pans where it is dragged. */
export function usePointing({ list, marks, scale, y, onPoint, onPick, onPan }: Parts) {
  const drag = useRef<{ x: number; readonly startX: number; hasMoved: boolean }>(undefined);
  const markUnder = (event: PointerEvent<HTMLElement>): Mark | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, down] = [event.clientX - box.left, event.clientY - box.top];
    if (down < floor) {
      return marks.find(({ lane, age }) => lane === -1 && age !== undefined && Math.abs(y(age) - down) < 7);
    }
    const lane = list.findIndex(({ top, height }) => down >= lanesTop + top && down < lanesTop + top + height);
    if (lane === -1) return undefined;
    const row = list[lane]?.kind === 'flows' ? Math.floor((down - lanesTop - (list[lane]?.top ?? 0) - 2) / 5) : 0;
    return markAt(marks, scale, { x, lane, row });
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button === 0) drag.current = { x: event.clientX, startX: event.clientX, hasMoved: false };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const held = drag.current;
      if (held === undefined) return onPoint(markUnder(event));
      if (!held.hasMoved && Math.abs(event.clientX - held.startX) < 5) return;
      if (!held.hasMoved) event.currentTarget.setPointerCapture(event.pointerId);
      held.hasMoved = true;
      onPan(scale.at(held.x) - scale.at(event.clientX));
      held.x = event.clientX;
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const picked = drag.current?.hasMoved === false ? markUnder(event) : undefined;
      drag.current = undefined;
      if (picked !== undefined) onPick(picked);
    },
    onPointerCancel: () => {
      drag.current = undefined;
    },
    onPointerLeave: () => onPoint(undefined),
  };
}
