import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseClientHello } from '../../../app/wire/client-hello.ts';
import { joinBytes, parseInChunks } from './chunked.ts';
import { writeHello, writeRecords } from './hello-bytes.ts';

const chunkSizes = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 });
const others = fc.array(fc.tuple(fc.integer({ min: 1, max: 65535 }), fc.uint8Array({ maxLength: 60 })), {
  maxLength: 5,
});

it('finds the server name in any records and however they are cut', () => {
  fc.assert(
    fc.property(
      fc.domain(),
      others,
      fc.integer({ min: 1, max: 400 }),
      fc.uint8Array({ maxLength: 20 }),
      chunkSizes,
      (sni, extensions, size, after, sizes) => {
        const hello = writeRecords(writeHello({ sni: sni.toUpperCase(), extensions }), [size]);
        const parsed = parseInChunks(parseClientHello, joinBytes(hello, after), sizes);
        expect(parsed).toEqual({ status: 'ok', value: { sni: sni.toLowerCase() }, length: hello.length });
      },
    ),
  );
});

it('finds no name where there is none', () => {
  const hello = writeRecords(writeHello({}), [1000]);
  expect(parseClientHello(hello)).toEqual({ status: 'ok', value: {}, length: hello.length });
});

it('reads the ClientHello of a real TLS client', async () => {
  const wire = new Duplex({
    read: () => undefined,
    write: (chunk, _encoding, done) => done(void wire.emit('hello', chunk)),
  });
  const hello = once(wire, 'hello');
  const client = connect({ socket: wire, servername: 'wiki.corp.internal' }).on('error', () => undefined);
  const [bytes] = await hello;
  client.destroy();
  expect(parseClientHello(bytes)).toEqual({ status: 'ok', value: { sni: 'wiki.corp.internal' }, length: bytes.length });
});

it.each([
  ['another record type', [23, 3, 1, 0, 1, 1]],
  ['another version', [22, 2, 1, 0, 1, 1]],
  ['an empty record', [22, 3, 1, 0, 0]],
  ['a record over 16 KiB', [22, 3, 1, 0x40, 1]],
  ['another handshake message', [22, 3, 1, 0, 1, 2]],
  ['a hello that is too short for what it holds', [22, 3, 1, 0, 6, 1, 0, 0, 2, 3, 3]],
])('is malformed with %s', (_what, bytes) => {
  expect(parseClientHello(Uint8Array.from(bytes)).status).toBe('malformed');
});

it('takes broken hellos without throwing, and settles the same however they are cut', () => {
  const hello = writeRecords(writeHello({ sni: 'wiki.corp.internal' }), [50]);
  const damage = fc.array(fc.tuple(fc.nat(hello.length - 1), fc.nat(255)), { maxLength: 8 });
  fc.assert(
    fc.property(damage, fc.uint8Array({ maxLength: 40 }), chunkSizes, (places, after, sizes) => {
      const bytes = joinBytes(hello, after);
      for (const [place, byte] of places) bytes[place] = byte;
      expect(parseInChunks(parseClientHello, bytes, sizes)).toEqual(parseClientHello(bytes));
    }),
    { numRuns: 1000 },
  );
});

it('takes any bytes without throwing', () => {
  const starts = fc.constantFrom([], [22], [22, 3, 1], [22, 3, 1, 0, 40, 1, 0, 0, 36]);
  fc.assert(
    fc.property(starts, fc.uint8Array({ maxLength: 200 }), chunkSizes, (start, rest, sizes) => {
      const bytes = joinBytes(start, rest);
      expect(parseInChunks(parseClientHello, bytes, sizes)).toEqual(parseClientHello(bytes));
    }),
    { numRuns: 500 },
  );
});
