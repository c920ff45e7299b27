import { once } from 'node:events';
import { connect } from 'node:tls';
import { WebSocket } from 'ws';
import { type ProxyAddress, requestOverSocks } from '../../../main/gateway/socks-client.ts';

/** Asks through SOCKS for a WebSocket at the wiki's echo. */
export async function startEcho(proxy: ProxyAddress, scheme: 'ws' | 'wss'): Promise<WebSocket> {
  // Without a limit: the first one is open through all of a walk.
  const { signal } = new AbortController();
  const to = { host: 'wiki.corp.internal', port: scheme === 'wss' ? 443 : 80 };
  const { socket } = await requestOverSocks({ proxy, command: 'connect', ...to, signal });
  // Whose certificate it is stands in a test of its own.
  const secure = () => connect({ socket, servername: to.host, rejectUnauthorized: false });
  const client = new WebSocket(`${scheme}://${to.host}/echo`, {
    createConnection: () => (scheme === 'wss' ? secure() : socket),
  });
  client.on('error', () => undefined);
  return client;
}

export async function openEcho(proxy: ProxyAddress, scheme: 'ws' | 'wss'): Promise<WebSocket> {
  const client = await startEcho(proxy, scheme);
  await once(client, 'open', { signal: AbortSignal.timeout(10_000) });
  return client;
}

/** What comes back. */
export async function echo(client: WebSocket, text: string): Promise<string> {
  client.send(text);
  const [data] = (await once(client, 'message', { signal: AbortSignal.timeout(10_000) })) as [Buffer];
  return data.toString();
}
