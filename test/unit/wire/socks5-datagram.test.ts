import fc from 'fast-check';
import { expect, it } from 'vitest';
import { encodeSocksDatagram, parseSocksDatagram } from '../../../app/wire/socks5-datagram.ts';
import { asciiBytes, joinBytes } from './chunked.ts';

const hosts = fc.oneof(fc.ipV4(), fc.constantFrom('::1', 'fd00::7', '2001:db8::1:0:0:1'), fc.domain());
const ports = fc.integer({ min: 0, max: 65535 });

it('reads back every datagram it writes, an empty one too', () => {
  fc.assert(
    fc.property(hosts, ports, fc.uint8Array({ maxLength: 2000 }), (host, port, data) => {
      expect(parseSocksDatagram(encodeSocksDatagram({ host, port, data }))).toEqual({ host, port, data });
    }),
  );
});

it('tells a fragment from a datagram', () => {
  expect(parseSocksDatagram(Uint8Array.of(0, 0, 1, 1, 10, 0, 0, 53, 0, 53, 7))).toBe('fragment');
  expect(parseSocksDatagram(Uint8Array.of(0, 0, 0, 1, 10, 0, 0, 53, 0, 53, 7))).toMatchObject({ port: 53 });
});

it.each([
  ['an unknown kind of address', [0, 0, 0, 9, 10, 0, 0, 53, 0, 53]],
  ['an address cut short', [0, 0, 0, 4, 10, 0, 0, 53, 0, 53]],
  ['no port', [0, 0, 0, 1, 10, 0, 0, 53, 0]],
  ['an empty name', [0, 0, 0, 3, 0, 0, 53]],
  ['a name with a line end', [...joinBytes([0, 0, 0, 3, 3], asciiBytes('a\nb'), [0, 53])]],
  ['nothing', []],
])('is none with %s', (_what, bytes) => {
  expect(parseSocksDatagram(Uint8Array.from(bytes))).toBeUndefined();
});

it('takes any bytes without throwing', () => {
  const starts = fc.constantFrom([], [0, 0, 0, 1], [0, 0, 0, 3], [0, 0, 0, 4], [0, 0, 1, 3]);
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 600 }), (start, rest) => {
      const parsed = parseSocksDatagram(joinBytes(start, rest));
      if (parsed !== undefined && parsed !== 'fragment') expect(parsed.host).toMatch(/^[\x21-\x7e]+$/);
    }),
    { numRuns: 500 },
  );
});
