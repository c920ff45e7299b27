import type { Millis } from '../time/instant.ts';
import { type Bins, binOf } from './timeline-bins.ts';
import type { RecordedFlow, TimelineRecord } from './timeline-record.ts';
import type { TimelineLanes } from './timeline-shape.ts';

type Bar = TimelineLanes['flows']['bars'][number];

/** As many as a thin lane has room for. */
const rows = 4;

/** Flows as bars where they can be told apart; else how many were open. */
export function flowLane(record: TimelineRecord, bins: Bins, now: Millis): TimelineLanes['flows'] {
  const touched = function* (): Generator<RecordedFlow & { readonly to: Millis }> {
    for (const flow of record.ended) {
      if (flow.to !== undefined && flow.to >= bins.from && flow.from < bins.to) yield { ...flow, to: flow.to };
    }
    for (const flow of record.open.values()) {
      if (flow.from < bins.to && now >= bins.from) yield { ...flow, to: now };
    }
  };
  const { crowd, most } = countOpen(touched(), bins);
  const bars = most > rows ? undefined : packed([...touched()], bins);
  return bars === undefined ? { bars: [], crowd, most } : { bars, crowd: [], most };
}

/** The first free row for each; absent when rows or bins do not suffice. */
function packed(flows: readonly (RecordedFlow & { readonly to: Millis })[], bins: Bins): Bar[] | undefined {
  if (flows.length > rows * bins.count) return undefined;
  const width = (bins.to - bins.from) / bins.count;
  const free: Millis[] = [];
  const bars: Bar[] = [];
  for (const flow of flows.toSorted((one, other) => one.from - other.from)) {
    // What is shorter than a bin takes all of it, so that it is seen.
    const found = free.findIndex((until) => until <= flow.from);
    const row = found === -1 ? free.length : found;
    if (row >= rows) return undefined;
    free[row] = Math.max(flow.to, flow.from + width);
    bars.push({ ...flow, row });
  }
  return bars;
}

/** By what opens and closes in each bin; what opens and closes within one counts there. */
function countOpen(
  flows: Iterable<{ readonly from: Millis; readonly to: Millis }>,
  bins: Bins,
): Pick<TimelineLanes['flows'], 'crowd' | 'most'> {
  const opened = new Float64Array(bins.count + 1);
  const closed = new Float64Array(bins.count + 1);
  const within = (at: Millis) => Math.min(bins.count, Math.max(0, binOf(bins, at)));
  for (const { from, to } of flows) {
    opened[within(from)] = (opened[within(from)] ?? 0) + 1;
    closed[within(to)] = (closed[within(to)] ?? 0) + 1;
  }
  const width = (bins.to - bins.from) / bins.count;
  const crowd: { from: Millis; to: Millis; open: number }[] = [];
  let open = 0;
  let most = 0;
  for (let bin = 0; bin < bins.count; bin += 1) {
    open += opened[bin] ?? 0;
    most = Math.max(most, open);
    const last = crowd.at(-1);
    const [from, to] = [bins.from + bin * width, bins.from + (bin + 1) * width];
    if (last?.open === open && last.to === from) last.to = to;
    else if (open > 0) crowd.push({ from, to, open });
    open -= closed[bin] ?? 0;
  }
  return { crowd, most };
}
