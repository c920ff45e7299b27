import type { RemoteInfo, Socket as UdpSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { normalHost } from '../../app/wire/byte-text.ts';
import type { Authority } from '../../app/wire/http-target.ts';
import { encodeSocksReply } from '../../app/wire/socks5.ts';
import { encodeSocksDatagram, parseSocksDatagram } from '../../app/wire/socks5-datagram.ts';
import { bindUdp } from './bind-udp.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { loopback } from './listen-near.ts';
import { describeFault } from './log.ts';
import { sayAndClose } from './sockets.ts';
import { UdpDestinations } from './udp-destinations.ts';

/**
 * Relays the datagrams of one SOCKS5 client for as long as its connection stays open (RFC 1928 §7). `from` is where the
 * client says that it sends from. Nobody learns that a datagram was refused: it is dropped, on every failure surface.
 */
export async function serveUdpAssociation(parts: GatewayParts, client: Socket, from: Authority): Promise<void> {
  const { associations, limits, log, handshakes } = parts;
  handshakes.release(client);
  if (associations.size >= limits.udpAssociations) {
    log.info(`a UDP association was refused: there are ${associations.size} already`);
    return sayAndClose(client, encodeSocksReply('general-failure'));
  }
  associations.add(client);
  const relay = await bindUdp(0).catch((fault: unknown) => {
    associations.delete(client);
    throw fault;
  });
  const end = relayDatagrams(parts, client, relay, from.host === client.remoteAddress ? from.port : 0);
  const finish = () => {
    associations.delete(client);
    end();
  };
  if (client.destroyed) return finish();
  client.once('close', finish);
  client.once('end', () => client.end());
  client.resume();
  client.write(encodeSocksReply('succeeded', { host: loopback, port: relay.address().port }));
}

/** Answers how to end it. `announced` is the port of the client, or 0: then whoever comes first is the client. */
function relayDatagrams(parts: GatewayParts, client: Socket, relay: UdpSocket, announced: number): () => void {
  const { log } = parts;
  let sender = announced;
  let hasSaidNonsense = false;
  const destinations = new UdpDestinations(parts, (from, data) => {
    relay.send(encodeSocksDatagram({ ...from, data }), sender, loopback, () => undefined);
  });
  relay.on('message', (message: Buffer, { address, port }: RemoteInfo) => {
    if (address !== client.remoteAddress || (sender !== 0 && port !== sender)) return;
    sender = port;
    const datagram = parseSocksDatagram(message);
    if (datagram === 'fragment') return;
    if (datagram !== undefined) {
      return destinations.send({ host: normalHost(datagram.host), port: datagram.port }, datagram.data);
    }
    if (!hasSaidNonsense) log.info('a datagram without the header of SOCKS5 was dropped');
    hasSaidNonsense = true;
  });
  relay.on('error', (fault) => {
    log.warn(`a UDP association failed: ${describeFault(fault)}`);
    client.destroy();
  });
  return () => {
    destinations.close();
    relay.close();
  };
}
