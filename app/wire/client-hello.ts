import { ByteCursor } from './byte-cursor.ts';
import { normalHost, readLatin1 } from './byte-text.ts';
import { malformed, needMore, type Parsed } from './parsed.ts';

export type ClientHello = {
  /** The server name asked for, in lower case; absent when the client names none (RFC 6066 §3). */
  readonly sni?: string;
};

const handshakeRecord = 22;
const clientHello = 1;
const serverNameExtension = 0;
const recordLimit = 2 ** 14;
const helloLimit = 2 ** 16;

/**
 * Reads the ClientHello that opens a TLS connection (RFC 8446 §4.1.2, §5.1), which may lie in several records. `length`
 * counts the records it took.
 */
export function parseClientHello(bytes: Uint8Array): Parsed<ClientHello> {
  const records = new ByteCursor(bytes);
  let message = new Uint8Array(0);
  for (;;) {
    const type = records.number(1);
    if (records.overrun) return needMore;
    if (type !== handshakeRecord) return malformed(`TLS record type ${type}`);
    const major = records.number(1);
    if (records.overrun) return needMore;
    if (major !== 3) return malformed(`TLS major version ${major}`);
    records.take(1);
    const size = records.number(2);
    if (records.overrun) return needMore;
    if (size === 0 || size > recordLimit) return malformed(`a TLS record of ${size} bytes`);
    const fragment = records.take(Math.min(size, records.left));
    message = append(message, fragment);
    const hello = readHandshake(message);
    if (hello === 'malformed') return malformed('a ClientHello that is none');
    if (hello !== 'need-more' && fragment.length === size) {
      return { status: 'ok', value: hello, length: bytes.length - records.left };
    }
    if (fragment.length < size) return needMore;
  }
}

function readHandshake(message: Uint8Array): ClientHello | 'need-more' | 'malformed' {
  const [type] = message;
  if (type !== undefined && type !== clientHello) return 'malformed';
  if (message.length < 4) return 'need-more';
  const cursor = new ByteCursor(message.subarray(1));
  const size = cursor.number(3);
  if (size > helloLimit) return 'malformed';
  if (cursor.left < size) return 'need-more';
  return readHello(cursor.take(size));
}

function readHello(body: Uint8Array): ClientHello | 'malformed' {
  const cursor = new ByteCursor(body);
  cursor.take(2 + 32);
  const session = cursor.vector(1);
  const suites = cursor.vector(2);
  const compressions = cursor.vector(1);
  if (cursor.overrun || session.length > 32 || suites.length < 2 || compressions.length < 1) return 'malformed';
  if (cursor.left === 0) return {};
  const extensions = new ByteCursor(cursor.vector(2));
  if (cursor.overrun || cursor.left > 0) return 'malformed';
  while (extensions.left > 0) {
    const type = extensions.number(2);
    const data = extensions.vector(2);
    if (extensions.overrun) return 'malformed';
    if (type === serverNameExtension) return readServerName(data);
  }
  return {};
}

function readServerName(data: Uint8Array): ClientHello | 'malformed' {
  const outer = new ByteCursor(data);
  const names = new ByteCursor(outer.vector(2));
  if (outer.overrun || outer.left > 0) return 'malformed';
  while (names.left > 0) {
    const type = names.number(1);
    const name = readLatin1(names.vector(2));
    if (names.overrun) return 'malformed';
    if (type === 0) return /^[\w.-]{1,255}$/.test(name) ? { sni: normalHost(name) } : 'malformed';
  }
  return 'malformed';
}

function append(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(before.length + after.length);
  joined.set(before);
  joined.set(after, before.length);
  return joined;
}
