import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Service } from '../../../app/environment/environment.ts';
import { closeServer } from '../../../main/gateway/listen-near.ts';
import { eventually } from '../gateway/eventually.ts';
import { curl } from '../gateway/programs.ts';
import { dialThrough, readToEnd } from '../gateway/raw-client.ts';
import { type SmallWorld, startSmallWorld } from '../gateway/small-world.ts';

let world: SmallWorld;
let own: Server;
let at: string;
beforeEach(async () => {
  world = await startSmallWorld({ unreachableAfter: 10 });
  own = createServer((request, response) => response.end(`mine, asked for ${request.headers.host}\n`));
  own.listen(0, '127.0.0.1');
  await once(own, 'listening');
  at = `127.0.0.1:${(own.address() as AddressInfo).port}`;
  lead({ upstream: at });
});
afterEach(async () => {
  own.closeAllConnections();
  await closeServer(own);
  await world.stop();
});

function lead(service: Service): void {
  const { destinations } = world.environment;
  const { wiki } = destinations;
  if (wiki === undefined) throw new Error('the small world has a wiki');
  const changed = { ...wiki, ports: { '8080': service } };
  world.environment = { ...world.environment, destinations: { ...destinations, wiki: changed } };
}

const get = () => curl('--socks5-hostname', world.at, 'http://wiki.corp.internal:8080/');

it("leads to the user's own server, which is asked by the destination's name", async () => {
  expect(await get()).toMatchObject({ code: 0, stdout: 'mine, asked for wiki.corp.internal:8080\n' });
});

it('is a dead origin while nothing listens there', async () => {
  await closeServer(own);
  expect(await get()).toMatchObject({ code: 97, stderr: expect.stringContaining('(4)') });
});

it('never leads back into the emulator', async () => {
  lead({ upstream: world.at });
  expect(await get()).toMatchObject({ code: 97, stderr: expect.stringContaining('(4)') });
  await expect(world.destinations.connect('wiki', 8080)).rejects.toThrow(/a port of the emulator itself/);
  await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
});

it('is let go of when the port leads elsewhere, and kept when something else changes', async () => {
  const socket = await dialThrough(world.proxy, 'wiki.corp.internal', 8080);
  await world.destinations.follow();
  socket.write('GET / HTTP/1.1\r\nhost: kept\r\n\r\n');
  const [answer] = (await once(socket, 'data')) as [Buffer];
  expect(answer.toString()).toContain('200 OK');
  const rest = readToEnd(socket);
  lead('tcp-echo');
  await world.destinations.follow();
  await rest;
  const echo = await dialThrough(world.proxy, 'wiki.corp.internal', 8080);
  const echoed = readToEnd(echo);
  echo.end('echo now');
  expect((await echoed).bytes.toString()).toBe('echo now');
});
