import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { makeDirectory, startHost, type TestHost } from '../../support/host.ts';
import { echo, openEcho, startEcho } from './echo-client.ts';

/** One HTTP policy with a session check, and TLS decryption: whatever a client says on these ports is judged by request. */
const environment = {
  version: 1,
  name: 'inspected',
  team: { name: 'Acme', domain: 'acme.cloudflareaccess.com' },
  clock: { startAt: '2026-03-02T09:00:00Z' },
  people: { alice: { name: 'Alice', email: 'alice@example.com' } },
  device: { name: 'dev-1', os: 'linux', registeredTo: 'alice' },
  client: { splitTunnel: { mode: 'exclude', entries: [] } },
  policies: [
    {
      ...{ id: 'H1', name: 'Wiki, weekly', precedence: 1, action: 'allow', filter: 'http', checkSession: '168h' },
      traffic: 'http.request.host == "wiki.corp.internal"',
    },
  ],
  destinations: {
    wiki: { host: 'wiki.corp.internal', address: '10.20.0.10', ports: { 80: 'http', 443: 'https' } },
    dns: { host: 'ns.corp.internal', address: '10.0.0.53', ports: { 53: 'dns' } },
    idp: { host: 'idp.example.com', address: '203.0.113.10', ports: { 443: 'https' } },
    team: { host: 'acme.cloudflareaccess.com', address: '104.19.194.29', ports: { 443: 'https' } },
  },
  dns: { localDomainFallback: [{ suffix: 'corp.internal', resolver: '10.0.0.53' }] },
  identity: { host: 'idp.example.com' },
  gateway: { surface: 'explain', tlsDecryption: true },
};

/** Each runs in order, as one walk: each step stands on the one before. */
describe.each([
  ['wss', 443],
  ['ws', 80],
] as const)('%s:// where Gateway looks inside', { sequential: true }, (scheme, port) => {
  const folder = makeDirectory();
  let host: TestHost;
  let proxy: { readonly host: string; readonly port: number };
  let before: WebSocket;

  beforeAll(async () => {
    const file = join(folder, 'inspected.environment.yaml');
    writeFileSync(file, JSON.stringify(environment));
    host = await startHost({ args: ['--environment', file] });
    const [name = '', at] = (await host.address('proxy')).split(':');
    proxy = { host: name, port: Number(at) };
    await host.run('clock', 'freeze');
  });
  afterAll(async () => {
    await host.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens at +167h and echoes', async () => {
    await host.run('clock', 'to', '+167h');
    before = await openEcho(proxy, scheme);
    expect(await echo(before, 'opened at 167 h')).toBe('opened at 167 h');
    expect((await host.inspect()).flows).toMatchObject([{ destination: 'wiki', port }]);
  });

  it('goes on at +169h, while the request of a new one is refused', async () => {
    await host.run('clock', 'to', '+169h');
    expect(await echo(before, 'and alive at 169 h')).toBe('and alive at 169 h');
    const late = await startEcho(proxy, scheme);
    const [, answer] = await once(late, 'unexpected-response', { signal: AbortSignal.timeout(10_000) });
    expect([answer.statusCode, answer.headers['warp-emu-verdict']]).toEqual([403, 'session']);
    late.terminate();
    before.close();
  });

  it('opens anew after signing in', async () => {
    expect((await host.run('reauth', '--as', 'alice@example.com')).code).toBe(0);
    const after = await openEcho(proxy, scheme);
    expect(await echo(after, 'signed in')).toBe('signed in');
    after.close();
    await expect.poll(async () => (await host.inspect()).flows, { timeout: 10_000 }).toEqual([]);
  });
});
