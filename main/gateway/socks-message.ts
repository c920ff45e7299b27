import type { Socket } from 'node:net';
import type { Parsed } from '../../app/wire/parsed.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { readAhead } from './read-ahead.ts';

/** Longer than any message of SOCKS4 or SOCKS5. */
const longestMessage = 1024;

/** What a client said is no SOCKS; the message is fit for a log line. */
class SocksFault extends Error {}

/**
 * The next message of a SOCKS client; `undefined` when it left or took too long, and the socket is closed then. Throws when
 * the client says nonsense.
 */
export async function readSocksMessage<T>(
  { limits }: Pick<GatewayParts, 'limits'>,
  client: Socket,
  parse: (bytes: Uint8Array) => Parsed<T>,
): Promise<T | undefined> {
  const read = await readAhead(client, (bytes) => finished(parse(bytes)), {
    limit: longestMessage,
    within: limits.handshake,
  });
  if (read.status !== 'found') {
    client.destroy();
    return undefined;
  }
  if (read.value.status === 'malformed') throw new SocksFault(read.value.why);
  return read.value.value;
}

function finished<T>(parsed: Parsed<T>) {
  if (parsed.status === 'need-more') return undefined;
  return { value: parsed, length: parsed.status === 'ok' ? parsed.length : 0 };
}
