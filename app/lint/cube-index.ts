import { PrefixTable } from '../policy/prefix-table.ts';
import type { Cube, Point } from './region.ts';
import type { ValueSet } from './value-set.ts';

/** A set of more values, or of more blocks of addresses, costs more to file than to ask. */
const mostKeys = 64;

/**
 * Finds the cubes that may hold a point without asking each. A cube is filed by the one of its fields whose values the
 * fewest other cubes share.
 */
export class CubeIndex {
  readonly #byValue = new Map<string, Map<unknown, number[]>>();
  readonly #byAddress = new Map<string, PrefixTable>();
  readonly #unfiled: number[] = [];

  /** `cubes` come with their positions, in ascending order. */
  constructor(cubes: readonly (readonly [cube: Cube, position: number])[]) {
    const shared = countKeys(cubes);
    for (const [cube, position] of cubes) {
      let [best, cost] = [undefined as readonly [string, ValueSet] | undefined, Number.POSITIVE_INFINITY];
      for (const [field, set] of cube) {
        const keys = keysOf(set);
        const most = Math.max(...keys.map((key) => shared.get(field)?.get(key) ?? 0));
        if (keys.length > 0 && most < cost) [best, cost] = [[field, set], most];
      }
      if (best === undefined) this.#unfiled.push(position);
      else this.#file(best[0], best[1], position);
    }
  }

  #file(field: string, set: ValueSet, position: number): void {
    if (set.kind !== 'address') {
      for (const key of keysOf(set)) push(this.#byValue, field, key, position);
      return;
    }
    const table = this.#byAddress.get(field) ?? new PrefixTable();
    this.#byAddress.set(field, table);
    for (const { from, to } of set.four) {
      table.add({ low: { version: 4, bits: from }, high: { version: 4, bits: to - 1 } }, position);
    }
    for (const { from, to } of set.six) {
      table.add({ low: { version: 6, bits: from }, high: { version: 6, bits: to - 1n } }, position);
    }
  }

  /** The lowest position below `end` that `accepts`. */
  findFirst(point: Point, end: number, accepts: (position: number) => boolean): number | undefined {
    const lanes: (readonly number[])[] = [this.#unfiled];
    // A cube is filed under values that it can't do without, so fields that the point has none of don't matter.
    for (const [field, value] of point) {
      if (typeof value === 'object') this.#byAddress.get(field)?.find(value, lanes);
      const lane = this.#byValue.get(field)?.get(value);
      if (lane !== undefined) lanes.push(lane);
    }
    let first = end;
    for (const lane of lanes) {
      for (const position of lane) {
        if (position >= first) break;
        if (accepts(position)) first = position;
      }
    }
    return first < end ? first : undefined;
  }
}

type Keys = Map<string, Map<unknown, number>>;

function countKeys(cubes: readonly (readonly [Cube, number])[]): Keys {
  const counts: Keys = new Map();
  for (const [cube] of cubes) {
    for (const [field, set] of cube) {
      const byKey = counts.get(field) ?? new Map<unknown, number>();
      counts.set(field, byKey);
      for (const key of keysOf(set)) byKey.set(key, (byKey.get(key) ?? 0) + 1);
    }
  }
  return counts;
}

/** What a set is filed under; nothing when it is too large, or may hold what has no value. */
function keysOf(set: ValueSet): readonly unknown[] {
  if (set.kind === 'word') return set.isAllBut || set.words.size > mostKeys ? [] : [...set.words];
  if (set.absent) return [];
  if (set.kind === 'number') {
    const size = set.stretches.reduce((sum, { from, to }) => sum + to - from, 0);
    return size > mostKeys
      ? []
      : set.stretches.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));
  }
  if (set.four.length + set.six.length > mostKeys) return [];
  return [...set.four, ...set.six].map(({ from, to }) => `${from}-${to}`);
}

function push(table: Map<string, Map<unknown, number[]>>, field: string, key: unknown, position: number): void {
  const byKey = table.get(field) ?? new Map<unknown, number[]>();
  table.set(field, byKey);
  const lane = byKey.get(key) ?? [];
  byKey.set(key, lane);
  if (lane.at(-1) !== position) lane.push(position);
}
