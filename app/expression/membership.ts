import type { IpRange } from './address.ts';
import type { LiteralSet } from './ast.ts';
import { RangeSet } from './range-set.ts';
import { type Int, isBytes, isInt, isIp, type Value } from './value.ts';

/** Whether a value belongs to a set. False for a value of another type. */
export type Membership = (value: Value) => boolean;

export function membershipOf(set: LiteralSet): Membership {
  switch (set.type) {
    case 'Int': {
      const ranges = new RangeSet<Int>(set.ranges);
      return (value) => isInt(value) && ranges.has(value);
    }
    case 'Ip':
      return ipMembership(set.ranges);
    case 'Bytes': {
      const values = new Set(set.values);
      return (value) => isBytes(value) && values.has(value);
    }
  }
}

function ipMembership(ranges: readonly IpRange[]): Membership {
  const four = new RangeSet<number>(ranges.flatMap(({ low, high }) => bitsOf4(low.bits, high.bits)));
  const six = new RangeSet<bigint>(ranges.flatMap(({ low, high }) => bitsOf6(low.bits, high.bits)));
  return (value) => isIp(value) && (value.version === 4 ? four.has(value.bits) : six.has(value.bits));
}

function bitsOf4(low: number | bigint, high: number | bigint) {
  return typeof low === 'number' && typeof high === 'number' ? [{ low, high }] : [];
}

function bitsOf6(low: number | bigint, high: number | bigint) {
  return typeof low === 'bigint' && typeof high === 'bigint' ? [{ low, high }] : [];
}
