import type { Socket } from 'node:net';
import { requestOverSocks } from '../../main/gateway/socks-client.ts';

/** Connects through a proxy at `host:port` as a program does and holds on; the socket is the test's to close. */
export async function holdConnection(through: string, to: string, port: number): Promise<Socket> {
  const [address = '', proxyPort] = through.split(':');
  const proxy = { host: address, port: Number(proxyPort) };
  const signal = new AbortController().signal;
  const { reply, socket } = await requestOverSocks({ proxy, command: 'connect', host: to, port, signal });
  if (reply !== 'succeeded') throw new Error(`${to}:${port} was not reached: ${reply}`);
  socket.resume();
  return socket;
}
