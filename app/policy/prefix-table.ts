import type { IpRange } from '../expression/address.ts';
import type { Ip } from '../expression/value.ts';
import { PortTable } from './port-table.ts';

/** Numbers filed under blocks of addresses and under ports, found again by any address of the block. */
export class PrefixTable {
  readonly #four = new Map<number, Map<number, PortTable>>();
  readonly #six = new Map<number, Map<bigint, PortTable>>();

  /** Files `entry` under every block of the range, for some ports or, without them, for any. Entries come in ascending order. */
  add(range: IpRange, entry: number, ports?: readonly number[]): void {
    const { low, high } = range;
    if (low.version === 4 && high.version === 4) {
      for (const { bits, length } of blocksOf4(low.bits, high.bits))
        entriesOf(this.#four, length, bits).add(entry, ports);
    } else if (low.version === 6 && high.version === 6) {
      for (const { bits, length } of blocksOf6(low.bits, high.bits))
        entriesOf(this.#six, length, bits).add(entry, ports);
    }
  }

  /** The entries for any port, and those for `port`, of each block that holds the address; ascending within each of these. */
  find(ip: Ip, found: (readonly number[])[], port = Number.NaN): void {
    if (ip.version === 4) {
      for (const [length, blocks] of this.#four)
        blocks.get(Math.floor(ip.bits / 2 ** (32 - length)))?.find(port, found);
    } else {
      for (const [length, blocks] of this.#six) blocks.get(ip.bits >> BigInt(128 - length))?.find(port, found);
    }
  }
}

function entriesOf<K>(table: Map<number, Map<K, PortTable>>, length: number, bits: K): PortTable {
  const blocks = table.get(length) ?? new Map<K, PortTable>();
  table.set(length, blocks);
  const entries = blocks.get(bits) ?? new PortTable();
  blocks.set(bits, entries);
  return entries;
}

/** The blocks that make up a range, each as its prefix length and the bits of that prefix. */
function* blocksOf4(low: number, high: number): Iterable<{ bits: number; length: number }> {
  for (let from = low; from <= high; ) {
    let length = 32;
    while (length > 0 && from % 2 ** (33 - length) === 0 && from + 2 ** (33 - length) - 1 <= high) length -= 1;
    yield { bits: from / 2 ** (32 - length), length };
    from += 2 ** (32 - length);
  }
}

function* blocksOf6(low: bigint, high: bigint): Iterable<{ bits: bigint; length: number }> {
  for (let from = low; from <= high; ) {
    let length = 128;
    while (
      length > 0 &&
      from % (1n << BigInt(129 - length)) === 0n &&
      from + (1n << BigInt(129 - length)) - 1n <= high
    ) {
      length -= 1;
    }
    yield { bits: from >> BigInt(128 - length), length };
    from += 1n << BigInt(128 - length);
  }
}
