import { normalHost } from '../../app/wire/byte-text.ts';
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
import type { Handshake } from './handshake.ts';
import { sayAndClose } from './sockets.ts';
import { openTunnel } from './tunnel.ts';
import { serveUdpAssociation } from './udp-association.ts';

const commands = { connect: 1, associate: 3 } as const;

/** Serves one SOCKS5 client (RFC 1928), with no login or any login (RFC 1929). Throws when it says nonsense. */
export async function serveSocks(parts: GatewayParts, handshake: Handshake): Promise<void> {
  const methods = await handshake.read(parseSocksGreeting);
  if (methods === undefined) return;
  const method = [socksMethods.none, socksMethods.login].find((known) => methods.includes(known));
  if (method === undefined) return sayAndClose(handshake.end(), encodeSocksMethod(socksMethods.unacceptable));
  handshake.say(encodeSocksMethod(method));
  if (method === socksMethods.login) {
    if ((await handshake.read(parseSocksLogin)) === undefined) return;
    handshake.say(encodeSocksWelcome());
  }
  const request = await handshake.read(parseSocksRequest);
  if (request === undefined) return;
  const client = handshake.end();
  if (request.host === undefined) return sayAndClose(client, encodeSocksReply('address-type-not-supported'));
  const to = { host: normalHost(request.host), port: request.port };
  if (request.command === commands.associate) return serveUdpAssociation(parts, client, to);
  if (request.command !== commands.connect) return sayAndClose(client, encodeSocksReply('command-not-supported'));
  await openTunnel(parts, client, to, {
    accept: () => client.write(encodeSocksReply('succeeded')),
    refuse: ({ socks }) => sayAndClose(client, encodeSocksReply(socks)),
  });
}
