import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { type Answer, decode, encode } from 'dns-packet';
import { encodeSocksDatagram, parseSocksDatagram, type SocksDatagram } from '../../../app/wire/socks5-datagram.ts';
import { type ProxyAddress, requestOverSocks } from '../../../main/gateway/socks-client.ts';

export type UdpClient = {
  /** The connection that the association hangs on. */
  readonly control: Socket;
  readonly socket: UdpSocket;
  readonly relay: ProxyAddress;
  /** What has come back, in turn. */
  readonly received: SocksDatagram[];
  ask(host: string, id: number, name: string): void;
  leave(): void;
};

/** A program with a UDP association of its own; throws when the proxy refuses one. */
export async function associate(proxy: ProxyAddress): Promise<UdpClient> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const signal = AbortSignal.timeout(20_000);
  const asked = { command: 'udp-associate', host: '127.0.0.1', port } as const;
  const { reply, socket: control, bound: relay } = await requestOverSocks({ proxy, signal, ...asked });
  if (reply !== 'succeeded') {
    socket.close();
    throw new Error(reply);
  }
  const received: SocksDatagram[] = [];
  socket.on('message', (message) => {
    const datagram = parseSocksDatagram(message);
    if (datagram === undefined || datagram === 'fragment') throw new Error('no datagram of SOCKS5');
    received.push(datagram);
  });
  return {
    ...{ control, socket, relay, received },
    ask: (host, id, name) =>
      socket.send(encodeSocksDatagram({ host, port: 53, data: dnsQuery(id, name) }), relay.port, relay.host),
    leave() {
      control.destroy();
      socket.close();
    },
  };
}

export function dnsQuery(id: number, name: string): Buffer {
  return encode({ type: 'query', id, flags: 0x0100, questions: [{ type: 'A', name, class: 'IN' }] });
}

/** Its id, where it came from and the addresses in it. */
export function readAnswer({ host, port, data }: SocksDatagram) {
  const { id, answers = [] } = decode(Buffer.from(data));
  return { from: `${host}:${port}`, id, addresses: answers.map((each: Answer) => 'data' in each && each.data) };
}
