import { once } from 'node:events';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { requestOverSocks } from '../../../main/gateway/socks-client.ts';
import { startHost, type TestHost } from '../../support/host.ts';

/** Runs in order, as one walk: each step stands on the one before. */
describe('a WebSocket through SOCKS', { sequential: true }, () => {
  let host: TestHost;
  let proxy: { readonly host: string; readonly port: number };
  let before: WebSocket;

  beforeAll(async () => {
    host = await startHost();
    const [name = '', port] = (await host.address('proxy')).split(':');
    proxy = { host: name, port: Number(port) };
    await host.run('clock', 'freeze');
  });
  afterAll(() => host.stop());

  async function start(): Promise<WebSocket> {
    // Without a limit: the first one is open through all of this.
    const { signal } = new AbortController();
    const to = { host: 'wiki.corp.internal', port: 443 };
    const { socket } = await requestOverSocks({ proxy, command: 'connect', ...to, signal });
    const client = new WebSocket('wss://wiki.corp.internal/echo', {
      // Whose certificate it is stands in a test of its own.
      createConnection: () => connect({ socket, servername: to.host, rejectUnauthorized: false }),
    });
    client.on('error', () => undefined);
    return client;
  }

  async function open(): Promise<WebSocket> {
    const client = await start();
    await once(client, 'open');
    return client;
  }

  async function echo(client: WebSocket, text: string): Promise<string> {
    client.send(text);
    const [data] = (await once(client, 'message', { signal: AbortSignal.timeout(10_000) })) as [Buffer];
    return data.toString();
  }

  it('opens at +167h and echoes', async () => {
    await host.run('clock', 'to', '+167h');
    before = await open();
    expect(await echo(before, 'opened at 167 h')).toBe('opened at 167 h');
  });

  it('goes on at +169h, while a new one never opens', async () => {
    await host.run('clock', 'to', '+169h');
    expect(await echo(before, 'and alive at 169 h')).toBe('and alive at 169 h');
    const late = await start();
    await expect(once(late, 'open', { signal: AbortSignal.timeout(2000) })).rejects.toThrow('aborted');
    late.terminate();
    before.close();
  });

  it('opens anew after signing in', async () => {
    await host.run('reauth', '--as', 'alice@example.com');
    const after = await open();
    expect(await echo(after, 'signed in')).toBe('signed in');
    after.close();
  });
});
