import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hour } from '../../../app/time/instant.ts';
import { start } from '../../support/worlds.ts';
import { type EmulatedHost, leaveHosts, startEmulator } from '../identity/emulated-host.ts';
import { eventually } from './eventually.ts';
import { curl } from './programs.ts';
import { dialThrough } from './raw-client.ts';

afterEach(leaveHosts);

const ofWiki = {
  ...{ id: 'H1', name: 'Wiki in the browser', precedence: 10, filter: 'http', checkSession: '8h' },
  traffic: 'http.request.host == "wiki.corp.internal"',
};

type World = { readonly host: EmulatedHost; readonly proxy: string; readonly ca: string };

async function startWorld(changes: object = {}): Promise<World> {
  const host = await startEmulator({
    policies: [ofWiki],
    gateway: { surface: 'explain', tlsDecryption: true },
    ...changes,
  });
  const { proxy = '' } = (await host.handlers.inspect({})).addresses;
  const ca = join(host.dataDirectory, 'ca.pem');
  await writeFile(ca, (await curl(`http://${proxy}/ca.pem`)).stdout);
  return { host, proxy, ca };
}

async function waitHours({ host }: World, hours: number): Promise<void> {
  await host.handlers['clock.to']({ at: start + hours * hour });
}

function fetchWiki({ proxy, ca }: World, scheme: 'http' | 'https', how: 'socks' | 'connect' | 'forward' = 'socks') {
  const through =
    how === 'socks' ? ['--socks5-hostname', proxy] : [...(how === 'connect' ? ['-p'] : []), '-x', `http://${proxy}`];
  return curl(
    '--cacert',
    ca,
    '-w',
    '\n%{http_code} %header{warp-emu-verdict}',
    ...through,
    `${scheme}://wiki.corp.internal/health`,
  );
}

describe('an HTTP policy whose session check has expired', () => {
  it.each([
    ['https', 'socks'],
    ['https', 'connect'],
    ['http', 'socks'],
    ['http', 'connect'],
    ['http', 'forward'],
  ] as const)('refuses %s by %s, after it has let it through', async (scheme, how) => {
    const world = await startWorld();
    const before = await fetchWiki(world, scheme, how);
    expect(before).toMatchObject({ code: 0, stdout: 'ok\n\n200 ' });
    await waitHours(world, 9);
    const after = await fetchWiki(world, scheme, how);
    expect(after.code).toBe(0);
    expect(after.stdout).toMatch(/Wiki in the browser[\s\S]*\n403 session$/);
  });

  it('lets HTTPS through where TLS decryption is off', async () => {
    const world = await startWorld({ gateway: { surface: 'explain', tlsDecryption: false } });
    await waitHours(world, 9);
    expect((await fetchWiki(world, 'https')).stdout).toBe('ok\n\n200 ');
    expect((await fetchWiki(world, 'http')).stdout).toMatch(/\n403 session$/);
  });

  it('lets through what a policy says not to inspect', async () => {
    const spared = { id: 'N1', precedence: 5, filter: 'http', action: 'off', traffic: ofWiki.traffic };
    const world = await startWorld({ policies: [ofWiki, spared] });
    await waitHours(world, 9);
    expect((await fetchWiki(world, 'https')).stdout).toBe('ok\n\n200 ');
  });

  it('refuses the next request on a connection that was open before', async () => {
    const world = await startWorld();
    const socket = await dialThrough(addressOf(world.proxy), 'wiki.corp.internal', 80);
    expect(await ask(socket)).toMatch(/^HTTP\/1.1 200 [\s\S]*ok\n$/);
    await waitHours(world, 7);
    expect(await ask(socket)).toMatch(/^HTTP\/1.1 200 [\s\S]*ok\n$/);
    await waitHours(world, 9);
    expect(await ask(socket)).toMatch(/^HTTP\/1.1 403 [\s\S]*warp-emu-verdict: session/);
    socket.destroy();
  });

  it('holds the request in silence where the failure surface is faithful', async () => {
    const world = await startWorld({ gateway: { surface: 'faithful', tlsDecryption: true } });
    await waitHours(world, 9);
    const { code, stdout } = await curl(
      ...['--cacert', world.ca, '--max-time', '1', '--socks5-hostname', world.proxy],
      'https://wiki.corp.internal/health',
    );
    expect({ code, stdout }).toEqual({ code: 28, stdout: '' });
  });

  it('is what a visit tells of, and the notice comes once', async () => {
    const world = await startWorld();
    await waitHours(world, 9);
    const visited = await world.host.handlers.visit({ url: 'https://wiki.corp.internal/' });
    expect(visited).toMatchObject({
      answered: false,
      explanation: { verdict: { class: 'session', stage: 'http', policy: { id: 'H1' }, notice: 'shown' } },
    });
    const again = await world.host.handlers.visit({ url: 'http://wiki.corp.internal/' });
    expect(again.explanation.verdict).toMatchObject({ class: 'session', stage: 'http', notice: 'none' });
  });

  it('leaves what is no HTTP alone', async () => {
    const world = await startWorld();
    await waitHours(world, 9);
    expect(await world.host.handlers.visit({ url: 'tcp://git.corp.internal:22' })).toMatchObject({ answered: true });
  });
});

it('forgets an inspected connection when its client leaves', async () => {
  const world = await startWorld();
  const socket = await dialThrough(addressOf(world.proxy), 'wiki.corp.internal', 80);
  await ask(socket);
  expect((await world.host.handlers.inspect({})).flows).toHaveLength(1);
  socket.destroy();
  await eventually(async () => (await world.host.handlers.inspect({})).flows).toEqual([]);
});

it('cuts an inspected connection that idles for 8 h', async () => {
  const world = await startWorld({ policies: [{ ...ofWiki, checkSession: '100h' }] });
  const socket = await dialThrough(addressOf(world.proxy), 'wiki.corp.internal', 80);
  await ask(socket);
  const closed = once(socket, 'close').catch(() => undefined);
  await waitHours(world, 9);
  await closed;
  expect((await world.host.handlers.inspect({})).flows).toEqual([]);
});

it('answers a client that says its whole request and ends', async () => {
  const world = await startWorld();
  const socket = await dialThrough(addressOf(world.proxy), 'wiki.corp.internal', 80);
  socket.end(request);
  let heard = '';
  for await (const chunk of socket) heard += String(chunk);
  expect(heard).toMatch(/^HTTP\/1.1 200 /);
});

it('carries HTTP only in Local proxy mode, whatever the network policies say', async () => {
  const range = { id: 'P1', precedence: 10, traffic: 'net.dst.ip in {10.0.0.0/8}', checkSession: '8h' };
  const world = await startWorld({ client: { mode: 'local-proxy' }, policies: [range, ofWiki] });
  await waitHours(world, 9);
  expect(await world.host.handlers.visit({ url: 'tcp://git.corp.internal:22' })).toMatchObject({
    answered: true,
    explanation: { verdict: { checked: false } },
  });
  expect((await fetchWiki(world, 'http')).stdout).toMatch(/\n403 session$/);
});

async function ask(socket: Socket): Promise<string> {
  socket.write(request);
  let heard = '';
  while (!isWhole(heard)) heard += String((await once(socket, 'data'))[0]);
  return heard;
}

const request = 'GET /health HTTP/1.1\r\nHost: wiki.corp.internal\r\n\r\n';

function isWhole(heard: string): boolean {
  const [head, body] = heard.split('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(head ?? '')?.[1] ?? Number.NaN);
  return body !== undefined && Buffer.byteLength(body) >= length;
}

function addressOf(text: string): { readonly host: '127.0.0.1'; readonly port: number } {
  return { host: '127.0.0.1', port: Number(text.split(':')[1]) };
}
