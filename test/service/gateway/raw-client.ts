import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type ProxyAddress, requestOverSocks } from '../../../main/gateway/socks-client.ts';

/** Everything the other side sends until it ends or breaks the connection. */
export async function readToEnd(socket: Socket): Promise<{ readonly bytes: Buffer; readonly fault?: string }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of socket) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks) };
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'unknown';
    return { bytes: Buffer.concat(chunks), fault: code };
  }
}

/** A bare connection to the port, half-open as programs have it. */
export async function dial({ host, port }: ProxyAddress): Promise<Socket> {
  const socket = connect({ host, port, allowHalfOpen: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** A connection through the proxy to a destination, by SOCKS5; throws when the proxy refuses. */
export async function dialThrough(proxy: ProxyAddress, host: string, port: number): Promise<Socket> {
  const { reply, socket } = await requestOverSocks({
    proxy,
    command: 'connect',
    host,
    port,
    signal: AbortSignal.timeout(20_000),
  });
  if (reply !== 'succeeded') throw new Error(reply);
  return socket;
}
