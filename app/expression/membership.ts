import type { IpRange } from './address.ts';
import type { LiteralSet } from './ast.ts';
import { rangeTest } from './range-test.ts';
import { type Int, isBytes, isInt, isIp, type Value } from './value.ts';

/** Whether a value belongs to a set. False for a value of another type. */
export type Membership = (value: Value) => boolean;

export function membershipOf(set: LiteralSet): Membership {
  switch (set.type) {
    case 'Int': {
      const isWithin = rangeTest<Int>(set.ranges);
      return (value) => isInt(value) && isWithin(value);
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
  const four: { low: number; high: number }[] = [];
  const six: { low: bigint; high: bigint }[] = [];
  for (const { low, high } of ranges) {
    if (low.version === 4 && high.version === 4) four.push({ low: low.bits, high: high.bits });
    if (low.version === 6 && high.version === 6) six.push({ low: low.bits, high: high.bits });
  }
  const isWithin4 = rangeTest(four);
  const isWithin6 = rangeTest(six);
  return (value) => isIp(value) && (value.version === 4 ? isWithin4(value.bits) : isWithin6(value.bits));
}
