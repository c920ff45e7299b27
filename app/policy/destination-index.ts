import { type ExpressionContext, isIp } from '../expression/value.ts';
import type { DestinationGuard } from './destination-guard.ts';
import { PrefixTable } from './prefix-table.ts';

/** A policy with more ranges than this costs more to file than to ask. */
const mostRanges = 256;

/**
 * Finds the policies that may match a destination without asking each: those filed under a block of addresses that
 * holds it, and those that no destination rules out.
 */
export class DestinationIndex {
  readonly #tables = new Map<string, PrefixTable>();
  readonly #unguarded: number[] = [];

  /** `guards[n]` belongs to position n. */
  constructor(guards: readonly (DestinationGuard | undefined)[]) {
    for (const [position, guard] of guards.entries()) {
      if (guard === undefined || guard.ranges.length > mostRanges) this.#unguarded.push(position);
      else this.#file(guard, position);
    }
  }

  #file({ field, ranges }: DestinationGuard, position: number): void {
    const table = this.#tables.get(field) ?? new PrefixTable();
    this.#tables.set(field, table);
    for (const range of ranges) table.add(range, position);
  }

  /** The lowest position that `accepts`; candidates are asked in ascending order, each once. */
  findCandidate(context: ExpressionContext, accepts: (position: number) => boolean): number | undefined {
    const lanes = this.#lanesFor(context);
    const heads = lanes.map(() => 0);
    for (;;) {
      let next = Number.POSITIVE_INFINITY;
      for (let lane = 0; lane < lanes.length; lane += 1) {
        const position = lanes[lane]?.[heads[lane] ?? 0];
        if (position !== undefined && position < next) next = position;
      }
      if (next === Number.POSITIVE_INFINITY) return undefined;
      if (accepts(next)) return next;
      for (let lane = 0; lane < lanes.length; lane += 1) {
        const head = heads[lane] ?? 0;
        if (lanes[lane]?.[head] === next) heads[lane] = head + 1;
      }
    }
  }

  #lanesFor(context: ExpressionContext): readonly (readonly number[])[] {
    const lanes: (readonly number[])[] = [this.#unguarded];
    for (const [field, table] of this.#tables) {
      const destination = context.get(field);
      if (destination !== undefined && isIp(destination)) table.find(destination, lanes);
    }
    return lanes;
  }
}
