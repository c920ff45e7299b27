import { isHostText, readLatin1 } from './byte-text.ts';
import { readAddress, writeAddress } from './host-address.ts';
import { malformed, needMore, type Parsed } from './parsed.ts';

/** The version byte that opens every SOCKS5 message (RFC 1928 §3). */
export const socksVersion = 5;

/** RFC 1928 §3. */
export const socksMethods = { none: 0x00, login: 0x02, unacceptable: 0xff } as const;

/** RFC 1928 §6. */
export const socksReplies = {
  succeeded: 0x00,
  'general-failure': 0x01,
  'not-allowed': 0x02,
  'network-unreachable': 0x03,
  'host-unreachable': 0x04,
  'connection-refused': 0x05,
  'command-not-supported': 0x07,
  'address-type-not-supported': 0x08,
} as const;

export type SocksReply = keyof typeof socksReplies;

export type SocksRequest = {
  /** 1 connects, 2 binds, 3 associates UDP; others are no commands. */
  readonly command: number;
  /** A name or an address as the client gave it; absent when its address type is unknown. */
  readonly host?: string;
  readonly port: number;
};

/** The methods a client offers (RFC 1928 §3). */
export function parseSocksGreeting(bytes: Uint8Array): Parsed<readonly number[]> {
  const [version, count] = bytes;
  if (version === undefined) return needMore;
  if (version !== socksVersion) return malformed(`SOCKS version ${version}`);
  if (count === undefined || bytes.length < 2 + count) return needMore;
  return { status: 'ok', value: [...bytes.slice(2, 2 + count)], length: 2 + count };
}

/** A user name and a password (RFC 1929 §2). The password is measured and left behind. */
export function parseSocksLogin(bytes: Uint8Array): Parsed<{ readonly user: string }> {
  const [version, userLength] = bytes;
  if (version === undefined) return needMore;
  if (version !== 1) return malformed(`SOCKS login version ${version}`);
  if (userLength === undefined) return needMore;
  const passwordLength = bytes[2 + userLength];
  if (passwordLength === undefined) return needMore;
  const length = 3 + userLength + passwordLength;
  if (bytes.length < length) return needMore;
  return { status: 'ok', value: { user: readLatin1(bytes.slice(2, 2 + userLength)) }, length };
}

/** What a client wants (RFC 1928 §4). An unknown address type ends the message, for nobody can tell its length. */
export function parseSocksRequest(bytes: Uint8Array): Parsed<SocksRequest> {
  const [version, command, reserved, type, nameLength] = bytes;
  if (version === undefined) return needMore;
  if (version !== socksVersion) return malformed(`SOCKS version ${version}`);
  if (command === undefined || reserved === undefined || type === undefined) return needMore;
  if (type !== 1 && type !== 3 && type !== 4) return { status: 'ok', value: { command, port: 0 }, length: 4 };
  if (nameLength === undefined) return needMore;
  const start = type === 3 ? 5 : 4;
  const end = start + (type === 3 ? nameLength : type === 1 ? 4 : 16);
  const high = bytes[end];
  const low = bytes[end + 1];
  if (high === undefined || low === undefined) return needMore;
  const address = bytes.slice(start, end);
  const host = type === 3 ? readLatin1(address) : writeAddress(address);
  if (!isHostText(host)) return malformed('a SOCKS host name that is empty or no visible ASCII');
  return { status: 'ok', value: { command, host, port: (high << 8) | low }, length: end + 2 };
}

/** The method chosen for the client (RFC 1928 §3). */
export function encodeSocksMethod(method: number): Uint8Array {
  return Uint8Array.of(socksVersion, method);
}

/** Every login is good: the emulator has no accounts (RFC 1929 §2). */
export function encodeSocksWelcome(): Uint8Array {
  return Uint8Array.of(1, 0);
}

/**
 * `bound` is the address, IPv4 or IPv6, of a UDP relay. Where a connection leaves an emulated tunnel means nothing, which is
 * `0.0.0.0:0` (RFC 1928 §6).
 */
export function encodeSocksReply(
  reply: SocksReply,
  bound?: { readonly host: string; readonly port: number },
): Uint8Array {
  if (bound === undefined) return Uint8Array.of(socksVersion, socksReplies[reply], 0, 1, 0, 0, 0, 0, 0, 0);
  const address = readAddress(bound.host) ?? new Uint8Array(4);
  const type = address.length === 4 ? 1 : 4;
  return Uint8Array.of(socksVersion, socksReplies[reply], 0, type, ...address, bound.port >> 8, bound.port & 0xff);
}
