import type { IpRange } from '../expression/address.ts';
import type { Ip } from '../expression/value.ts';

/** Numbers filed under blocks of addresses, found again by any address of the block. */
export class PrefixTable {
  readonly #four = new Map<number, Map<number, number[]>>();
  readonly #six = new Map<number, Map<bigint, number[]>>();

  /** Files `entry` under every block of the range. Entries come in ascending order. */
  add(range: IpRange, entry: number): void {
    const { low, high } = range;
    if (low.version === 4 && high.version === 4) {
      for (const { bits, length } of blocksOf4(low.bits, high.bits)) file(this.#four, length, bits, entry);
    } else if (low.version === 6 && high.version === 6) {
      for (const { bits, length } of blocksOf6(low.bits, high.bits)) file(this.#six, length, bits, entry);
    }
  }

  /** The entries of each block that holds the address; ascending within a block, in which an entry stands once. */
  find(ip: Ip, found: (readonly number[])[]): void {
    if (ip.version === 4) {
      for (const [length, blocks] of this.#four) push(found, blocks.get(Math.floor(ip.bits / 2 ** (32 - length))));
    } else {
      for (const [length, blocks] of this.#six) push(found, blocks.get(ip.bits >> BigInt(128 - length)));
    }
  }
}

function push(found: (readonly number[])[], entries: readonly number[] | undefined): void {
  if (entries !== undefined) found.push(entries);
}

function file<K>(table: Map<number, Map<K, number[]>>, length: number, bits: K, entry: number): void {
  const blocks = table.get(length) ?? new Map<K, number[]>();
  table.set(length, blocks);
  const entries = blocks.get(bits) ?? [];
  blocks.set(bits, entries);
  if (entries.at(-1) !== entry) entries.push(entry);
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
