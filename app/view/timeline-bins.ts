import type { Millis } from '../time/instant.ts';

/** A stretch of time cut into equal bins; inclusive at `from`, exclusive at `to`. */
export type Bins = { readonly from: Millis; readonly to: Millis; readonly count: number };

/** The bin of an instant; below 0 or from `count` on outside of the stretch. */
export function binOf({ from, to, count }: Bins, at: Millis): number {
  return Math.floor(((at - from) / (to - from)) * count);
}

type Run = { readonly at: Millis; readonly lastAt: Millis; readonly count: number };

/** How many of a run's instants lie in each bin it touches, with the first and the last of them. */
export function* spread(run: Run, bins: Bins): Generator<Run & { readonly bin: number }> {
  const { at, lastAt, count } = run;
  const step = count > 1 ? (lastAt - at) / (count - 1) : 0;
  const first = Math.max(0, binOf(bins, at));
  const last = Math.min(bins.count - 1, binOf(bins, lastAt));
  if (step === 0) {
    if (first === binOf(bins, at) && first < bins.count) yield { bin: first, at, lastAt, count };
    return;
  }
  const width = (bins.to - bins.from) / bins.count;
  for (let bin = first; bin <= last; bin += 1) {
    const from = Math.max(0, Math.ceil((bins.from + bin * width - at) / step));
    const next = Math.min(count, Math.ceil((bins.from + (bin + 1) * width - at) / step));
    if (next > from) yield { bin, at: at + from * step, lastAt: at + (next - 1) * step, count: next - from };
  }
}

/** The latest of what lies in each bin, with how many there are. */
export function latestPerBin<T extends { readonly at: Millis }>(
  items: readonly T[],
  bins: Bins,
): (T & { count: number })[] {
  const kept = new Map<number, T & { count: number }>();
  for (const item of items) {
    const bin = binOf(bins, item.at);
    if (bin < 0 || bin >= bins.count) continue;
    kept.set(bin, { ...item, count: (kept.get(bin)?.count ?? 0) + 1 });
  }
  return [...kept.values()].toSorted((one, other) => one.at - other.at);
}
