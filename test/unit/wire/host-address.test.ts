import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readAddress, writeAddress } from '../../../app/wire/host-address.ts';

it.each([
  ['10.20.0.10', [10, 20, 0, 10]],
  ['::', new Array(16).fill(0)],
  ['::1', [...new Array(15).fill(0), 1]],
  ['fd01:db8:1111::2', [0xfd, 1, 0x0d, 0xb8, 0x11, 0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2]],
  ['2001:db8::1:0:0:1', [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]],
  ['2001:db8:0:1:1:1:1:1', [0x20, 1, 0x0d, 0xb8, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]],
])('writes %s as RFC 5952 wants it and reads it back', (text, bytes) => {
  expect(writeAddress(Uint8Array.from(bytes))).toBe(text);
  expect(readAddress(text)).toEqual(Uint8Array.from(bytes));
});

it('writes an IPv4-mapped address as the IPv4 address that it means', () => {
  const bytes = readAddress('::ffff:10.20.0.10') ?? new Uint8Array();
  expect(bytes).toHaveLength(16);
  expect(writeAddress(bytes)).toBe('10.20.0.10');
});

it.each([
  '010.1.1.1',
  '1',
  '10.128',
  '1.2.3.4.',
  '256.1.1.1',
  '',
  '1.2.3.4.5',
  ':::',
  '1::2::3',
  '1:2:3:4:5:6:7:8:9',
  '12345::',
  'fe80::1%eth0',
  'wiki',
])('takes %j for no address', (text) => expect(readAddress(text)).toBeUndefined());

it('reads back every address it writes', () => {
  const addresses = fc.oneof(
    fc.uint8Array({ minLength: 4, maxLength: 4 }),
    fc.uint8Array({ minLength: 16, maxLength: 16 }),
  );
  fc.assert(
    fc.property(addresses, (bytes) => {
      const text = writeAddress(bytes);
      const again = readAddress(text);
      expect(again && writeAddress(again)).toBe(text);
      if (text.includes(':') === (bytes.length === 16)) expect(again).toEqual(bytes);
    }),
  );
});

it('never throws for a text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\da-f:.]{0,40}$/)), (text) => void readAddress(text)),
  );
});
