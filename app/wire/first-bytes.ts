import type { ClientFacts } from '../session/command.ts';
import { readLatin1, writeLatin1 } from './byte-text.ts';
import { parseClientHello } from './client-hello.ts';
import { parseRequestHead, startsWithRequestLine } from './http-request.ts';

/** `settled`: further bytes would add nothing. */
export type FirstBytes = { readonly settled: boolean; readonly facts: ClientFacts };

/** How a client that speaks first begins, besides TLS and HTTP/1; `?` stands for any byte (DOMAIN.md §3.4 fact 23). */
const openings = [
  { detectedProtocol: 'ssh', opening: 'SSH-' },
  { detectedProtocol: 'http2', opening: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' },
  { detectedProtocol: 'mqtt', opening: '\x10?\x00\x04MQTT' },
  { detectedProtocol: 'dcerpc', opening: '\x05\x00\x0b' },
  { detectedProtocol: 'tpkt', opening: '\x03\x00??' },
] as const;

/** What the first bytes of a connection tell about it. A protocol that can't be named leaves its field out. */
export function readFirstBytes(bytes: Uint8Array): FirstBytes {
  if (bytes.length === 0) return { settled: false, facts: {} };
  const matches = openings.map(({ detectedProtocol, opening }) => ({
    detectedProtocol,
    match: matchOpening(bytes, writeLatin1(opening)),
  }));
  const whole = matches.find(({ match }) => match === 'whole');
  if (whole !== undefined) return { settled: true, facts: { detectedProtocol: whole.detectedProtocol } };
  if (bytes[0] === 22) return readTls(bytes);
  const begun = matches.some(({ match }) => match === 'begun');
  const http = readHttp(bytes);
  return { settled: http.settled && !begun, facts: http.facts };
}

function readTls(bytes: Uint8Array): FirstBytes {
  const hello = parseClientHello(bytes);
  if (hello.status === 'need-more')
    return { settled: false, facts: bytes.length > 5 ? { detectedProtocol: 'tls' } : {} };
  if (hello.status === 'malformed') return { settled: true, facts: {} };
  const { sni } = hello.value;
  return { settled: true, facts: { detectedProtocol: 'tls', ...(sni === undefined ? {} : { sni }) } };
}

function readHttp(bytes: Uint8Array): FirstBytes {
  // Methods in use are upper case; this keeps other text protocols from looking like a request that has not ended yet.
  if (!/^[A-Z]{1,20}(?: |$)/.test(readLatin1(bytes.subarray(0, 21)))) return { settled: true, facts: {} };
  const head = parseRequestHead(bytes);
  const facts = startsWithRequestLine(bytes) ? { detectedProtocol: 'http' } : {};
  if (head.status !== 'ok') return { settled: head.status === 'malformed', facts };
  const { host, method, target } = head.value;
  if (host === undefined) return { settled: true, facts };
  const path = target.form === 'origin' || target.form === 'absolute' ? target.path : '';
  return { settled: true, facts: { ...facts, request: { host, method, path } } };
}

function matchOpening(bytes: Uint8Array, opening: Uint8Array): 'whole' | 'begun' | 'none' {
  const anything = 0x3f;
  const length = Math.min(bytes.length, opening.length);
  for (let at = 0; at < length; at++) {
    if (opening[at] !== anything && opening[at] !== bytes[at]) return 'none';
  }
  return length === opening.length ? 'whole' : 'begun';
}
