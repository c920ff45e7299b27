import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeSocksReply,
  parseSocksGreeting,
  parseSocksLogin,
  parseSocksRequest,
  type SocksReply,
  socksReplies,
} from '../../../app/wire/socks5.ts';
import {
  encodeSocksGreeting,
  encodeSocksRequest,
  parseSocksMethod,
  parseSocksReply,
} from '../../../app/wire/socks5-client.ts';
import { asciiBytes, joinBytes, parseInChunks } from './chunked.ts';

const chunkSizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });
const ports = fc.integer({ min: 0, max: 65535 });
const hosts = fc.oneof(fc.ipV4(), fc.constantFrom('::1', 'fd00::7', '2001:db8::1:0:0:1'), fc.domain());

describe('a SOCKS5 request', () => {
  it('is read back as it was written, however it is cut', () => {
    fc.assert(
      fc.property(
        hosts,
        ports,
        fc.integer({ min: 0, max: 255 }),
        fc.uint8Array(),
        chunkSizes,
        (host, port, command, after, sizes) => {
          const message = encodeSocksRequest({ command, host, port });
          const parsed = parseInChunks(parseSocksRequest, joinBytes(message, after), sizes);
          expect(parsed).toEqual({ status: 'ok', value: { command, host, port }, length: message.length });
        },
      ),
    );
  });

  it('keeps the name for the proxy to resolve and turns an IPv4-mapped address into IPv4', () => {
    const named = parseSocksRequest(joinBytes([5, 1, 0, 3, 4], asciiBytes('Wiki'), [0, 80]));
    expect(named).toMatchObject({ value: { host: 'Wiki', port: 80 } });
    const mapped = parseSocksRequest(
      joinBytes([5, 1, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 10, 0, 0, 1], [1, 187]),
    );
    expect(mapped).toMatchObject({ value: { host: '10.0.0.1', port: 443 } });
  });

  it('has no host when its address type is unknown, so that it can be answered with 0x08', () => {
    expect(parseSocksRequest(Uint8Array.of(5, 1, 0, 9, 1, 2))).toEqual({
      status: 'ok',
      value: { command: 1, port: 0 },
      length: 4,
    });
  });

  it.each([
    ['an empty name', [5, 1, 0, 3, 0, 0, 80]],
    ['a name with a line end in it', [5, 1, 0, 3, 2, 0x61, 0x0a, 0, 80]],
    ['another version', [4, 1, 0, 80]],
  ])('is malformed with %s', (_what, bytes) => {
    expect(parseSocksRequest(Uint8Array.from(bytes)).status).toBe('malformed');
  });
});

it('reads the methods a client offers', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(255), { maxLength: 255 }), chunkSizes, (methods, sizes) => {
      const message = encodeSocksGreeting(methods);
      expect(parseInChunks(parseSocksGreeting, message, sizes)).toEqual({
        status: 'ok',
        value: methods,
        length: message.length,
      });
    }),
  );
});

it('measures a login and does not hand out its password', () => {
  const message = joinBytes([1, 5], asciiBytes('alice'), [6], asciiBytes('secret'), [9]);
  expect(parseInChunks(parseSocksLogin, message, [1])).toEqual({ status: 'ok', value: { user: 'alice' }, length: 14 });
});

it('reads back every reply it writes', () => {
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(socksReplies) as SocksReply[])), chunkSizes, (reply, sizes) => {
      const parsed = parseInChunks(parseSocksReply, encodeSocksReply(reply), sizes);
      expect(parsed).toEqual({ status: 'ok', value: { reply, bound: '0.0.0.0', port: 0 }, length: 10 });
    }),
  );
});

it.each([
  ['greeting', parseSocksGreeting],
  ['login', parseSocksLogin],
  ['request', parseSocksRequest],
  ['method', parseSocksMethod],
  ['reply', parseSocksReply],
] as const)('takes any bytes for a %s without throwing, and settles however they are cut', (_name, parse) => {
  const starts = fc.constantFrom([], [5], [5, 1, 0, 1], [5, 1, 0, 3], [5, 1, 0, 4], [1]);
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 600 }), chunkSizes, (start, rest, sizes) => {
      const bytes = joinBytes(start, rest);
      const whole = parse(bytes);
      expect(parseInChunks<unknown>(parse, bytes, sizes)).toEqual(whole);
      if (whole.status === 'ok') expect(whole.length).toBeLessThanOrEqual(bytes.length);
    }),
    { numRuns: 500 },
  );
});
