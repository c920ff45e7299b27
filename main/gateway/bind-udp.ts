import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { loopback } from './listen-near.ts';

/** Takes a port of 127.0.0.1 for datagrams; 0 takes any. */
export function bindUdp(port: number): Promise<UdpSocket> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind({ address: loopback, port, exclusive: true }, () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
