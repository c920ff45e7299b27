import { normalHost } from '../../app/wire/byte-text.ts';
import { encodeSocks4Reply, parseSocks4Request } from '../../app/wire/socks4.ts';
import type { GatewayParts } from './gateway-parts.ts';
import type { Handshake } from './handshake.ts';
import { sayAndClose } from './sockets.ts';
import { openTunnel } from './tunnel.ts';

const connectCommand = 1;

/** Serves one client of SOCKS4 or SOCKS4a, whoever it says it is. Throws when it says nonsense. */
export async function serveSocks4(parts: GatewayParts, handshake: Handshake): Promise<void> {
  const request = await handshake.read(parseSocks4Request);
  if (request === undefined) return;
  const client = handshake.end();
  const { command, host, port } = request;
  const refuse = () => sayAndClose(client, encodeSocks4Reply('rejected'));
  if (command !== connectCommand) return refuse();
  const accept = () => client.write(encodeSocks4Reply('granted'));
  await openTunnel(parts, client, { host: normalHost(host), port }, { accept, refuse });
}
