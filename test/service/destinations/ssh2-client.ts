import type { Socket } from 'node:net';
import { Client } from 'ssh2';
import type { ProxyAddress } from '../../../main/gateway/socks-client.ts';
import { dialThrough } from '../gateway/raw-client.ts';

/** A login by SOCKS with a client that does what the real one never would. */
export async function connectSsh(
  proxy: ProxyAddress,
  host: string,
): Promise<{ readonly connection: Client; readonly socket: Socket }> {
  const socket = await dialThrough(proxy, host, 22);
  const connection = new Client();
  return new Promise((resolve, reject) => {
    connection.once('ready', () => {
      connection.off('error', reject).on('error', () => undefined);
      resolve({ connection, socket });
    });
    connection.once('error', reject);
    connection.connect({ sock: socket, username: 'git', password: 'none' });
  });
}
