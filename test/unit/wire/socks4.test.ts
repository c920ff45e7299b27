import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../app/wire/host-address.ts';
import { encodeSocks4Reply, parseSocks4Request } from '../../../app/wire/socks4.ts';
import { asciiBytes, joinBytes, parseInChunks } from './chunked.ts';

type Said = { readonly command?: number; readonly host: string; readonly port?: number; readonly user?: string };

const chunkSizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
const ports = fc.integer({ min: 0, max: 65535 });
const addresses = fc.ipV4().filter((address) => !/^0\.0\.0\.[1-9]/.test(address));
const users = fc.uint8Array({ min: 1, maxLength: 255 }).map((bytes) => String.fromCharCode(...bytes));

/** As a client writes it: SOCKS4 for an address, SOCKS4a for a name. */
function write({ command = 1, host, port = 80, user = '' }: Said): Uint8Array {
  const address = readAddress(host);
  const name = address === undefined ? [...asciiBytes(host), 0] : [];
  return joinBytes([4, command, port >> 8, port & 255], address ?? [0, 0, 0, 7], asciiBytes(user), [0], name);
}

describe('a SOCKS4 request', () => {
  it('is read back as it was written, by address or by name, whoever asks and however it is cut', () => {
    const hosts = fc.oneof(addresses, fc.domain());
    fc.assert(
      fc.property(
        hosts,
        ports,
        fc.integer({ min: 0, max: 255 }),
        users,
        fc.uint8Array(),
        chunkSizes,
        (host, port, command, user, after, sizes) => {
          const message = write({ command, host, port, user });
          const parsed = parseInChunks(parseSocks4Request, joinBytes(message, after), sizes);
          expect(parsed).toEqual({ status: 'ok', value: { command, host, port }, length: message.length });
        },
      ),
    );
  });

  it('has an address, and no name after it, when that is 0.0.0.0', () => {
    const message = joinBytes([4, 1, 0, 80, 0, 0, 0, 0, 0], asciiBytes('wiki'), [0]);
    expect(parseSocks4Request(message)).toMatchObject({ value: { host: '0.0.0.0' }, length: 9 });
  });

  it('takes the longest user id and the longest name, and waits for their ends', () => {
    const longest = write({ host: 'n'.repeat(255), user: 'u'.repeat(255) });
    expect(parseSocks4Request(longest)).toMatchObject({ status: 'ok', length: longest.length });
    expect(parseSocks4Request(longest.subarray(0, -1)).status).toBe('need-more');
    expect(parseSocks4Request(longest.subarray(0, 8 + 255)).status).toBe('need-more');
  });

  it.each([
    ['an empty name', write({ host: '' })],
    ['a name with a line end in it', write({ host: 'a\nb' })],
    ['a name that does not end', joinBytes([4, 1, 0, 80, 0, 0, 0, 7, 0], asciiBytes('n'.repeat(256)))],
    ['a user id that does not end', joinBytes([4, 1, 0, 80, 10, 0, 0, 1], asciiBytes('u'.repeat(256)))],
    ['another version', Uint8Array.of(5, 1, 0)],
  ])('is malformed with %s', (_what, bytes) => {
    expect(parseSocks4Request(bytes).status).toBe('malformed');
  });
});

it('takes any bytes for a SOCKS4 request without throwing, and settles however they are cut', () => {
  const starts = fc.constantFrom([], [4], [4, 1, 0, 80, 0, 0, 0, 1], [4, 1, 0, 80, 0, 0, 0, 1, 0], [4, 1, 0, 80, 10]);
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 600 }), chunkSizes, (start, rest, sizes) => {
      const bytes = joinBytes(start, rest);
      const whole = parseSocks4Request(bytes);
      expect(parseInChunks(parseSocks4Request, bytes, sizes)).toEqual(whole);
      if (whole.status === 'ok') expect(whole.length).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 500 },
  );
});

it('grants and rejects in eight bytes that begin with zero', () => {
  expect([...encodeSocks4Reply('granted')]).toEqual([0, 0x5a, 0, 0, 0, 0, 0, 0]);
  expect([...encodeSocks4Reply('rejected')]).toEqual([0, 0x5b, 0, 0, 0, 0, 0, 0]);
});
