import type { Socket } from 'node:net';
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
import { sayAndClose } from './sockets.ts';
import { readSocksMessage } from './socks-message.ts';
import { openTunnel } from './tunnel.ts';
import { serveUdpAssociation } from './udp-association.ts';

const commands = { connect: 1, associate: 3 } as const;

/** Serves one SOCKS5 client (RFC 1928), with no login or any login (RFC 1929). Throws when it says nonsense. */
export async function serveSocks(parts: GatewayParts, client: Socket): Promise<void> {
  const methods = await readSocksMessage(parts, client, parseSocksGreeting);
  if (methods === undefined) return;
  const method = [socksMethods.none, socksMethods.login].find((known) => methods.includes(known));
  if (method === undefined) return sayAndClose(client, encodeSocksMethod(socksMethods.unacceptable));
  client.write(encodeSocksMethod(method));
  if (method === socksMethods.login) {
    if ((await readSocksMessage(parts, client, parseSocksLogin)) === undefined) return;
    client.write(encodeSocksWelcome());
  }
  const request = await readSocksMessage(parts, client, parseSocksRequest);
  if (request === undefined) return;
  if (request.host === undefined) return sayAndClose(client, encodeSocksReply('address-type-not-supported'));
  const to = { host: normalHost(request.host), port: request.port };
  if (request.command === commands.associate) return serveUdpAssociation(parts, client, to);
  if (request.command !== commands.connect) return sayAndClose(client, encodeSocksReply('command-not-supported'));
  await openTunnel(parts, client, to, {
    accept: () => client.write(encodeSocksReply('succeeded')),
    refuse: ({ socks }) => sayAndClose(client, encodeSocksReply(socks)),
  });
}
