import { utcTicks } from 'd3-time';
import { day, hour, type Millis, minute, second } from '../../app/time/instant.ts';

/** The stretch of time that the timeline shows. */
export type View = { readonly from: Millis; readonly to: Millis };

const shortest = 10 * minute;
const longest = 400 * day;

/** Shows more for a `factor` above 1, less below; `about` stays where it is. */
export function zoomView({ from, to }: View, about: Millis, factor: number): View {
  const span = Math.min(longest, Math.max(shortest, (to - from) * factor));
  const start = Math.round(Math.max(0, about - ((about - from) / (to - from)) * span));
  return { from: start, to: start + Math.round(span) };
}

export function panView({ from, to }: View, by: Millis): View {
  const start = Math.round(Math.max(0, from + by));
  return { from: start, to: start + (to - from) };
}

/** The view as it is, or moved by as little as shows the instant, with some room beside it. */
export function revealIn(view: View, at: Millis): View {
  const margin = (view.to - view.from) * 0.1;
  if (at < view.from) return panView(view, at - margin - view.from);
  return at > view.to ? panView(view, at + margin - view.to) : view;
}

/** At most as many instants as there is room for, at even places of the calendar. */
export function ticksOf({ from, to }: View, width: number): Millis[] {
  const room = Math.max(2, Math.floor(width / 76));
  const ticks = utcTicks(new Date(from), new Date(to), room).map((at) => at.getTime());
  return ticks.length > room + 2 ? ticks.filter((_at, index) => index % 2 === 0) : ticks;
}

const steps = [minute, 5 * minute, 10 * minute, 30 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 7 * day];

/** How far one key press moves now: a round span that can be seen. */
export function stepOf({ from, to }: View): Millis {
  return steps.find((step) => step >= (to - from) / 60) ?? 7 * day;
}

/** The instant at a pixel, as round as a pixel is wide: whole seconds at least. */
export function roundedAt({ at }: Scale, x: number): Millis {
  const grain = steps.findLast((step) => step <= at(1) - at(0)) ?? second;
  return Math.round(at(x) / grain) * grain;
}

/** Where instants lie between two edges in pixels, and what lies at a pixel. */
export type Scale = { readonly left: number; readonly width: number; x(at: Millis): number; at(x: number): Millis };

export function scaleOf({ from, to }: View, left: number, width: number): Scale {
  return {
    ...{ left, width },
    x: (at) => left + ((at - from) / (to - from)) * width,
    at: (x) => Math.round(from + ((x - left) / width) * (to - from)),
  };
}
