/** Inclusive ranges of numbers, asked for membership by bisection. */
export class RangeSet<T extends number | bigint> {
  readonly #lows: T[] = [];
  readonly #highs: T[] = [];

  constructor(ranges: Iterable<{ readonly low: T; readonly high: T }>) {
    const sorted = [...ranges].sort((a, b) => (a.low < b.low ? -1 : a.low > b.low ? 1 : 0));
    for (const { low, high } of sorted) {
      const last = this.#highs.length - 1;
      const lastHigh = this.#highs[last];
      if (lastHigh !== undefined && low <= lastHigh) {
        if (high > lastHigh) this.#highs[last] = high;
        continue;
      }
      this.#lows.push(low);
      this.#highs.push(high);
    }
  }

  has(value: T): boolean {
    let from = 0;
    let to = this.#lows.length - 1;
    while (from <= to) {
      const middle = (from + to) >> 1;
      if ((this.#lows[middle] as T) > value) to = middle - 1;
      else if ((this.#highs[middle] as T) < value) from = middle + 1;
      else return true;
    }
    return false;
  }
}
