import { keyOf, type Selection } from './selection.ts';
import type { Mark } from './timeline-marks.ts';
import type { Scale } from './timeline-view.ts';

/** The mark at a place, or the nearest one of its lane that is not too far off. */
export function markAt(
  marks: readonly Mark[],
  scale: Scale,
  place: { readonly x: number; readonly lane: number; readonly row?: number },
): Mark | undefined {
  const far = 12;
  let nearest: Mark | undefined;
  let best = far;
  for (const mark of marks) {
    if (mark.lane !== place.lane) continue;
    const [from, to] = [scale.x(mark.at), scale.x(mark.to)];
    const off = Math.max(from - place.x, place.x - to, 0) + Math.abs(mark.row - (place.row ?? mark.row)) * 2;
    if (off >= best) continue;
    best = off;
    nearest = mark;
  }
  return nearest;
}

/** The mark that an arrow leads to: along its lane in time, or into the lane beside it, to what is nearest in time. */
export function stepFrom(
  marks: readonly Mark[],
  from: Mark | undefined,
  to: 'earlier' | 'later' | 'up' | 'down' | 'first' | 'last',
): Mark | undefined {
  if (from === undefined) return marks[0];
  const lane = marks.filter((mark) => mark.lane === from.lane);
  const place = lane.findIndex(({ key }) => key === from.key);
  if (to === 'first') return lane[0];
  if (to === 'last') return lane.at(-1);
  if (to === 'earlier') return lane[Math.max(0, place - 1)];
  if (to === 'later') return lane[Math.min(lane.length - 1, place + 1)];
  const others = marks.filter((mark) => (to === 'up' ? mark.lane < from.lane : mark.lane > from.lane));
  const beside = to === 'up' ? others.at(-1)?.lane : others[0]?.lane;
  const off = (mark: Mark) => Math.max(mark.at - from.at, from.at - mark.to, 0);
  const [nearest] = others.filter((mark) => mark.lane === beside).sort((one, other) => off(one) - off(other));
  return nearest ?? from;
}

export function isMarked(mark: Mark, selection: Selection | undefined): boolean {
  return selection !== undefined && keyOf(selection) === keyOf(mark.selection);
}
