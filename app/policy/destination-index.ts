import { type ExpressionContext, isIp } from '../expression/value.ts';
import type { DestinationGuard } from './destination-guard.ts';
import { PortTable } from './port-table.ts';
import { PrefixTable } from './prefix-table.ts';

/** A policy with more ranges than this costs more to file than to ask. */
const mostRanges = 256;

/** What a policy can't do without; absent: it may match any address, or any port. */
export type Guards = {
  readonly destination?: DestinationGuard | undefined;
  readonly ports?: readonly number[] | undefined;
};

/**
 * Finds the policies that may match a destination without asking each: those filed under its port and a block of
 * addresses that holds it, and those that no address or no port rules out.
 */
export class DestinationIndex {
  readonly #tables = new Map<string, PrefixTable>();
  readonly #anywhere = new PortTable();

  /** `guards[n]` belongs to position n. */
  constructor(guards: readonly Guards[]) {
    for (const [position, { destination, ports }] of guards.entries()) {
      if (destination === undefined || destination.ranges.length > mostRanges) this.#anywhere.add(position, ports);
      else this.#file(destination, ports, position);
    }
  }

  #file({ field, ranges }: DestinationGuard, ports: readonly number[] | undefined, position: number): void {
    const table = this.#tables.get(field) ?? new PrefixTable();
    this.#tables.set(field, table);
    for (const range of ranges) table.add(range, position, ports);
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
    const lanes: (readonly number[])[] = [];
    const told = context.get('net.dst.port');
    const port = typeof told === 'number' ? told : Number.NaN;
    this.#anywhere.find(port, lanes);
    for (const [field, table] of this.#tables) {
      const destination = context.get(field);
      if (destination !== undefined && isIp(destination)) table.find(destination, lanes, port);
    }
    return lanes;
  }
}
