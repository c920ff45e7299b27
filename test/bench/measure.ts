export type Row = {
  readonly figure: string;
  readonly unit: string;
  /** Of repeated measurements the median, else the one that was taken; `undefined`: it can't be known here. */
  readonly value: number | undefined;
  readonly worst?: number;
  /** What it keeps in memory afterwards, in bytes. */
  readonly bytes?: number;
  readonly how: string;
};

export type Spread = { readonly value: number; readonly worst: number };

export const rounds = 5;

/** Operations per second of `run`, which does `count` of them: one round to warm up, then the rounds that count. */
export async function ratePerSecond(count: number, run: () => unknown): Promise<Spread> {
  await run();
  const rates = await repeat(async () => (count / (await millisecondsOf(run)).ms) * 1000);
  return { value: median(rates), worst: Math.min(...rates) };
}

/** Takes a measurement several times over. Of a duration the longest is the worst. */
export async function durationOf(measure: () => Promise<number>): Promise<Spread> {
  const durations = await repeat(measure);
  return { value: median(durations), worst: Math.max(...durations) };
}

async function repeat(measure: () => Promise<number>): Promise<readonly number[]> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    gc();
    found.push(await measure());
  }
  return found;
}

/** Present when Node runs with `--expose-gc`, as `scripts/bench.mjs` has it. */
function gc(): void {
  globalThis.gc?.();
}

export async function millisecondsOf<T>(run: () => T): Promise<{ readonly ms: number; readonly result: Awaited<T> }> {
  const startedAt = performance.now();
  const result = await run();
  return { ms: performance.now() - startedAt, result };
}

/** What is more on the heap once `make` is done and its result is still held. */
export async function bytesKeptBy<T>(make: () => T): Promise<{ readonly bytes: number; readonly result: Awaited<T> }> {
  gc();
  const before = process.memoryUsage().heapUsed;
  const result = await make();
  gc();
  return { bytes: process.memoryUsage().heapUsed - before, result };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
