import { writeLatin1 } from './byte-text.ts';
import { readAddress, writeAddress } from './host-address.ts';
import { malformed, needMore, type Parsed } from './parsed.ts';
import { type SocksReply, type SocksRequest, socksReplies, socksVersion } from './socks5.ts';

/** RFC 1928 §3. */
export function encodeSocksGreeting(methods: readonly number[]): Uint8Array {
  return Uint8Array.of(socksVersion, methods.length, ...methods);
}

/** RFC 1928 §4. A host that is no address is sent as a name, for the other side to resolve. */
export function encodeSocksRequest({ command, host, port }: Required<SocksRequest>): Uint8Array {
  const address = readAddress(host);
  const target =
    address === undefined ? [3, host.length, ...writeLatin1(host)] : [address.length === 4 ? 1 : 4, ...address];
  return Uint8Array.of(socksVersion, command, 0, ...target, port >> 8, port & 0xff);
}

/** The method the server chose (RFC 1928 §3). */
export function parseSocksMethod(bytes: Uint8Array): Parsed<number> {
  const [version, method] = bytes;
  if (version === undefined) return needMore;
  if (version !== socksVersion) return malformed(`SOCKS version ${version}`);
  if (method === undefined) return needMore;
  return { status: 'ok', value: method, length: 2 };
}

/** The server's answer (RFC 1928 §6); a code without a name is a general failure. */
export function parseSocksReply(
  bytes: Uint8Array,
): Parsed<{ readonly reply: SocksReply; readonly bound: string; readonly port: number }> {
  const [version, code, , type, nameLength] = bytes;
  if (version === undefined) return needMore;
  if (version !== socksVersion) return malformed(`SOCKS version ${version}`);
  if (type === undefined || nameLength === undefined) return needMore;
  if (type !== 1 && type !== 3 && type !== 4) return malformed(`SOCKS address type ${type}`);
  const start = type === 3 ? 5 : 4;
  const end = start + (type === 3 ? nameLength : type === 1 ? 4 : 16);
  const high = bytes[end];
  const low = bytes[end + 1];
  if (high === undefined || low === undefined) return needMore;
  const address = bytes.slice(start, end);
  const bound = type === 3 ? String.fromCharCode(...address) : writeAddress(address);
  return { status: 'ok', value: { reply: nameOf(code), bound, port: (high << 8) | low }, length: end + 2 };
}

function nameOf(code: number | undefined): SocksReply {
  const names = Object.keys(socksReplies) as SocksReply[];
  return names.find((name) => socksReplies[name] === code) ?? 'general-failure';
}
