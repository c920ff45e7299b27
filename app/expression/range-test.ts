type Range<T> = { readonly low: T; readonly high: T };

/** Tells whether a number lies in one of the ranges, whose ends belong to them. Asks by bisection. */
export function rangeTest<T extends number | bigint>(ranges: readonly Range<T>[]): (value: T) => boolean {
  const [first, ...others] = mergeRanges(ranges);
  if (first === undefined) return () => false;
  if (others.length === 0) return (value) => value >= first.low && value <= first.high;
  const lows = [first.low, ...others.map((range) => range.low)];
  const highs = [first.high, ...others.map((range) => range.high)];
  return (value) => isWithin(value, lows, highs);
}

function isWithin<T extends number | bigint>(value: T, lows: readonly T[], highs: readonly T[]): boolean {
  let from = 0;
  let to = lows.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    if ((lows[middle] as T) > value) to = middle - 1;
    else if ((highs[middle] as T) < value) from = middle + 1;
    else return true;
  }
  return false;
}

/** The same numbers as ranges that don't overlap, in ascending order. */
function mergeRanges<T extends number | bigint>(ranges: readonly Range<T>[]): readonly Range<T>[] {
  const merged: { low: T; high: T }[] = [];
  for (const { low, high } of [...ranges].sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0))) {
    const last = merged.at(-1);
    if (last === undefined || low > last.high) merged.push({ low, high });
    else if (high > last.high) last.high = high;
  }
  return merged;
}
