import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { loopback } from '../gateway/listen-near.ts';
import type { DestinationServer } from './destination-server.ts';

/** Sends every datagram back to where it came from. */
export async function startUdpEcho(): Promise<DestinationServer> {
  const socket = createSocket('udp4');
  socket.on('message', (message, { port, address }) => socket.send(message, port, address, () => undefined));
  socket.bind(0, loopback);
  await once(socket, 'listening');
  socket.on('error', () => undefined);
  return {
    port: socket.address().port,
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}
