import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { startHost, type TestHost } from '../../support/host.ts';
import { echo, openEcho, startEcho } from './echo-client.ts';

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

  it('opens at +167h and echoes', async () => {
    await host.run('clock', 'to', '+167h');
    before = await openEcho(proxy, 'wss');
    expect(await echo(before, 'opened at 167 h')).toBe('opened at 167 h');
  });

  it('goes on at +169h, while a new one never opens', async () => {
    await host.run('clock', 'to', '+169h');
    expect(await echo(before, 'and alive at 169 h')).toBe('and alive at 169 h');
    const late = await startEcho(proxy, 'wss');
    await expect(once(late, 'open', { signal: AbortSignal.timeout(2000) })).rejects.toThrow('aborted');
    late.terminate();
    before.close();
  });

  it('opens anew after signing in', async () => {
    await host.run('reauth', '--as', 'alice@example.com');
    const after = await openEcho(proxy, 'wss');
    expect(await echo(after, 'signed in')).toBe('signed in');
    after.close();
  });
});
