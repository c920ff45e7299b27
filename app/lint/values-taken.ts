import type { IpRange } from '../expression/address.ts';
import type { LiteralSet, OrderOp, Test } from '../expression/ast.ts';
import type { ListTable } from '../expression/list-table.ts';
import { type Int, type Ip, isBytes, isInt } from '../expression/value.ts';
import { allFour, allSix, type Stretch, tidy, type ValueSet } from './value-set.ts';

/** The values for which a test holds; `undefined` for one that is no matter of values, or of too large ones. */
export function valuesTaken(test: Test, lists: ListTable): ValueSet | undefined {
  switch (test.kind) {
    case 'is-true':
      return { kind: 'word', words: new Set(['true']), isAllBut: false };
    case 'in':
      return setOf(test.set);
    case 'in-list': {
      const set = lists.find(test.list)?.read(test.type).set;
      return set === undefined ? undefined : setOf(set);
    }
    case 'order': {
      const { op, value } = test;
      if (isBytes(value)) {
        if (op !== 'eq' && op !== 'ne') return undefined;
        return { kind: 'word', words: new Set([value]), isAllBut: op === 'ne' };
      }
      return isInt(value) ? numbersBy(op, value) : addressesBy(op, value);
    }
    case 'bits':
    case 'contains':
    case 'matches':
    case 'wildcard':
      return undefined;
  }
}

function setOf(set: LiteralSet): ValueSet | undefined {
  switch (set.type) {
    case 'Ip':
      return { kind: 'address', ...stretchesOf(set.ranges), absent: false };
    case 'Bytes':
      return { kind: 'word', words: new Set(set.values), isAllBut: false };
    case 'Int': {
      const stretches = set.ranges.flatMap(({ low, high }) =>
        typeof low === 'number' && typeof high === 'number' ? [{ from: low, to: high + 1 }] : [],
      );
      if (stretches.length < set.ranges.length) return undefined;
      return { kind: 'number', stretches: tidy(stretches), absent: false };
    }
  }
}

export function stretchesOf(ranges: readonly IpRange[]): {
  readonly four: readonly Stretch<number>[];
  readonly six: readonly Stretch<bigint>[];
} {
  const four: Stretch<number>[] = [];
  const six: Stretch<bigint>[] = [];
  for (const { low, high } of ranges) {
    if (low.version === 4 && high.version === 4) four.push({ from: low.bits, to: high.bits + 1 });
    else if (low.version === 6 && high.version === 6) six.push({ from: low.bits, to: high.bits + 1n });
  }
  return { four: tidy(four), six: tidy(six) };
}

function numbersBy(op: OrderOp, value: Int): ValueSet | undefined {
  if (typeof value !== 'number') return undefined;
  const [lowest, highest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const stretches = cut(op, { from: lowest, to: highest }, value, value + 1);
  return { kind: 'number', stretches, absent: op === 'ne' };
}

/** IPv4 and IPv6 are not comparable, so only `!=` holds between them (DOMAIN.md §3.1 fact 8). */
function addressesBy(op: OrderOp, ip: Ip): ValueSet {
  const isNot = op === 'ne';
  const four = ip.version === 4 ? cut(op, { from: 0, to: 2 ** 32 }, ip.bits, ip.bits + 1) : isNot ? allFour : [];
  const six = ip.version === 6 ? cut(op, { from: 0n, to: 1n << 128n }, ip.bits, ip.bits + 1n) : isNot ? allSix : [];
  return { kind: 'address', four, six, absent: isNot };
}

function cut<T extends number | bigint>(op: OrderOp, { from, to }: Stretch<T>, value: T, next: T): Stretch<T>[] {
  const parts: Readonly<Record<OrderOp, readonly Stretch<T>[]>> = {
    eq: [{ from: value, to: next }],
    ne: [
      { from, to: value },
      { from: next, to },
    ],
    lt: [{ from, to: value }],
    le: [{ from, to: next }],
    gt: [{ from: next, to }],
    ge: [{ from: value, to }],
  };
  return parts[op].filter((part) => part.from < part.to);
}
