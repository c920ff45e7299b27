import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ip } from '../../../app/expression/value.ts';
import { PrefixTable } from '../../../app/policy/prefix-table.ts';

const six = (low: number): Ip => ({ version: 6, bits: (0xfd00n << 112n) + BigInt(low) });
const four = (low: number): Ip => ({ version: 4, bits: 0x0a000000 + low });

it.each([
  ['IPv4', four],
  ['IPv6', six],
])('finds an %s address in exactly the ranges that hold it, and each range once', (_, address) => {
  const range = fc.tuple(fc.nat(63), fc.nat(40)).map(([low, size]) => ({ low, high: low + size }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), fc.nat(110), (ranges, at) => {
      const table = new PrefixTable();
      for (const [entry, { low, high }] of ranges.entries()) {
        table.add({ low: address(low), high: address(high) }, entry);
      }
      const found: (readonly number[])[] = [];
      table.find(address(at), found);
      const expected = ranges.flatMap(({ low, high }, entry) => (low <= at && at <= high ? [entry] : []));
      expect(found.flat().sort((left, right) => left - right)).toEqual(expected);
    }),
  );
});

it('finds every address in the whole of its family, and none of the other one', () => {
  const table = new PrefixTable();
  table.add({ low: { version: 4, bits: 0 }, high: { version: 4, bits: 0xffffffff } }, 0);
  table.add({ low: { version: 6, bits: 0n }, high: { version: 6, bits: 2n ** 128n - 1n } }, 1);
  const [inFour, inSix]: (readonly number[])[][] = [[], []];
  table.find({ version: 4, bits: 0xffffffff }, inFour ?? []);
  table.find({ version: 6, bits: 2n ** 128n - 1n }, inSix ?? []);
  expect([inFour, inSix]).toEqual([[[0]], [[1]]]);
});
