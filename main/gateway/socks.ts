import type { Socket } from 'node:net';
import { normalHost } from '../../app/wire/byte-text.ts';
import type { Parsed } from '../../app/wire/parsed.ts';
import {
  encodeSocksMethod,
  encodeSocksReply,
  encodeSocksWelcome,
  parseSocksGreeting,
  parseSocksLogin,
  parseSocksRequest,
  socksMethods,
} from '../../app/wire/socks5.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { readAhead } from './read-ahead.ts';
import { sayAndClose } from './sockets.ts';
import { openTunnel } from './tunnel.ts';

const longestMessage = 1024;
const connectCommand = 1;

/** What a client said is no SOCKS5; the message is fit for a log line. */
class SocksFault extends Error {}

/** Serves one SOCKS5 client (RFC 1928), with no login or any login (RFC 1929). Throws when it says nonsense. */
export async function serveSocks(parts: GatewayParts, client: Socket): Promise<void> {
  const methods = await readMessage(parts, client, parseSocksGreeting);
  if (methods === undefined) return;
  const method = [socksMethods.none, socksMethods.login].find((known) => methods.includes(known));
  if (method === undefined) return sayAndClose(client, encodeSocksMethod(socksMethods.unacceptable));
  client.write(encodeSocksMethod(method));
  if (method === socksMethods.login) {
    if ((await readMessage(parts, client, parseSocksLogin)) === undefined) return;
    client.write(encodeSocksWelcome());
  }
  const request = await readMessage(parts, client, parseSocksRequest);
  if (request === undefined) return;
  if (request.host === undefined) return sayAndClose(client, encodeSocksReply('address-type-not-supported'));
  if (request.command !== connectCommand) return sayAndClose(client, encodeSocksReply('command-not-supported'));
  await openTunnel(
    parts,
    client,
    { host: normalHost(request.host), port: request.port },
    {
      accept: () => client.write(encodeSocksReply('succeeded')),
      refuse: ({ socks }) => sayAndClose(client, encodeSocksReply(socks)),
    },
  );
}

/** `undefined` when the client left or took too long; the socket is closed then. */
async function readMessage<T>(
  { limits }: GatewayParts,
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
