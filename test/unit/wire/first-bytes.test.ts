import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFirstBytes } from '../../../app/wire/first-bytes.ts';
import { asciiBytes, joinBytes } from './chunked.ts';
import { writeHello, writeRecords } from './hello-bytes.ts';

it.each([
  ['SSH', asciiBytes('SSH-2.0-OpenSSH_9.2\r\n'), { detectedProtocol: 'ssh' }],
  ['HTTP/2', asciiBytes('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), { detectedProtocol: 'http2' }],
  [
    'HTTP',
    asciiBytes('GET /a?b HTTP/1.1\r\nHost: Wiki:80\r\n\r\n'),
    { detectedProtocol: 'http', request: { host: 'wiki', method: 'GET', path: '/a?b' } },
  ],
  [
    'HTTP whose Host is in doubt',
    asciiBytes('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'),
    { detectedProtocol: 'http' },
  ],
  ['TLS', writeRecords(writeHello({ sni: 'wiki' }), [1000]), { detectedProtocol: 'tls', sni: 'wiki' }],
  ['TLS without a name', writeRecords(writeHello({}), [1000]), { detectedProtocol: 'tls' }],
  ['MQTT', joinBytes([0x10, 0x25, 0, 4], asciiBytes('MQTT'), [5]), { detectedProtocol: 'mqtt' }],
  ['DCE/RPC', Uint8Array.of(5, 0, 11, 3), { detectedProtocol: 'dcerpc' }],
  ['TPKT', Uint8Array.of(3, 0, 0, 19, 14), { detectedProtocol: 'tpkt' }],
  ['something else', asciiBytes('hello\n'), {}],
])('names %s', (_what, bytes, facts) => {
  expect(readFirstBytes(bytes)).toEqual({ settled: true, facts });
  for (let end = 0; end < bytes.length; end++) {
    const earlier = readFirstBytes(bytes.subarray(0, end));
    if (earlier.settled) expect(earlier.facts).toEqual(facts);
  }
});

it('waits for more while a request head or a ClientHello has not ended, and tells what it knows', () => {
  expect(readFirstBytes(asciiBytes('GET / HTTP/1.1\r\nHos'))).toEqual({
    settled: false,
    facts: { detectedProtocol: 'http' },
  });
  const hello = writeRecords(writeHello({ sni: 'wiki' }), [1000]);
  expect(readFirstBytes(hello.subarray(0, 20))).toEqual({ settled: false, facts: { detectedProtocol: 'tls' } });
  expect(readFirstBytes(new Uint8Array())).toEqual({ settled: false, facts: {} });
});

it('never throws and never changes its mind', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (bytes, more) => {
      const first = readFirstBytes(bytes);
      if (first.settled) expect(readFirstBytes(joinBytes(bytes, more)).facts).toEqual(first.facts);
    }),
    { numRuns: 500 },
  );
});
