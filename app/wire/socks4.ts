import { isHostText, readLatin1 } from './byte-text.ts';
import { writeAddress } from './host-address.ts';
import { malformed, needMore, type Parsed } from './parsed.ts';

/** The version byte that opens a SOCKS4 and a SOCKS4a request. */
export const socks4Version = 4;

/** A refusal has one code for every cause; the other two are about an ident server, which nobody asks. */
export const socks4Replies = { granted: 0x5a, rejected: 0x5b } as const;

export type Socks4Reply = keyof typeof socks4Replies;

export type Socks4Request = {
  /** 1 connects, 2 binds; others are no commands. */
  readonly command: number;
  /** An IPv4 address, or with SOCKS4a a name as the client gave it. */
  readonly host: string;
  readonly port: number;
};

/** The protocol sets no limit; programs write a login name there, and a host name is no longer than this. */
const longestText = 255;
const textsStart = 8;

/** What a client wants (SOCKS4 and SOCKS4a, which have no RFC). Its user id is measured and left behind. */
export function parseSocks4Request(bytes: Uint8Array): Parsed<Socks4Request> {
  const [version, command, high, low, ...address] = bytes.subarray(0, textsStart);
  if (version === undefined) return needMore;
  if (version !== socks4Version) return malformed(`SOCKS version ${version}`);
  if (command === undefined || high === undefined || low === undefined || address.length < 4) return needMore;
  const userEnd = findTextEnd(bytes, textsStart);
  if (userEnd === 'too-long') return malformed(`a SOCKS user id over ${longestText} bytes`);
  if (userEnd === undefined) return needMore;
  const port = (high << 8) | low;
  if (!standsForName(address)) {
    return {
      status: 'ok',
      value: { command, host: writeAddress(Uint8Array.from(address)), port },
      length: userEnd + 1,
    };
  }
  const nameEnd = findTextEnd(bytes, userEnd + 1);
  if (nameEnd === 'too-long') return malformed(`a SOCKS host name over ${longestText} bytes`);
  if (nameEnd === undefined) return needMore;
  const host = readLatin1(bytes.subarray(userEnd + 1, nameEnd));
  if (!isHostText(host)) return malformed('a SOCKS host name that is empty or no visible ASCII');
  return { status: 'ok', value: { command, host, port }, length: nameEnd + 1 };
}

/** The bound address is `0.0.0.0:0`: where a connection leaves an emulated tunnel means nothing. */
export function encodeSocks4Reply(reply: Socks4Reply): Uint8Array {
  return Uint8Array.of(0, socks4Replies[reply], 0, 0, 0, 0, 0, 0);
}

/** SOCKS4a: 0.0.0.x, x not zero, says that a name follows the user id. */
function standsForName([first, second, third, last]: readonly number[]): boolean {
  return first === 0 && second === 0 && third === 0 && last !== 0;
}

/** Where the zero is that ends a text. */
function findTextEnd(bytes: Uint8Array, start: number): number | 'too-long' | undefined {
  const end = bytes.subarray(start, start + longestText + 1).indexOf(0);
  if (end !== -1) return start + end;
  return bytes.length - start > longestText ? 'too-long' : undefined;
}
