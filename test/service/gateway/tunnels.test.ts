import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectTo } from '../../../main/destinations/upstreams.ts';
import { closeServer, listenOn } from '../../../main/gateway/listen-near.ts';
import { eventually } from './eventually.ts';
import { curl } from './programs.ts';
import { dial, dialThrough, readToEnd } from './raw-client.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await startSmallWorld();
});
afterEach(() => world.stop());

const git = ['git.corp.internal', 22] as const;
const idle = { clients: 0, held: 0, flows: 0 };
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Whatever is asked for comes to a server of the test. */
function leadTo(port: number): void {
  world.destinations.connect = (_destination, _port, onread) => connectTo({ host: '127.0.0.1', port }, onread);
}

async function sendAndRead(socket: Socket, bytes: Buffer): Promise<Buffer> {
  const answer = readToEnd(socket);
  socket.end(bytes);
  return (await answer).bytes;
}

it('carries five megabytes both ways byte for byte, and ends each direction by itself', async () => {
  const bytes = randomBytes(5 * 1024 * 1024);
  const echoed = await sendAndRead(await dialThrough(world.proxy, ...git), bytes);
  expect(digest(echoed)).toBe(digest(bytes));
  await eventually(() => world.gateway.counts()).toEqual(idle);
  expect(world.interceptor.closed).toEqual(world.interceptor.opened);
  expect(world.interceptor.touches.get('flow-1')).toBeGreaterThan(10);
});

it('counts what crosses a tunnel, in each direction, while it is open', async () => {
  const greeter = createServer((socket) => socket.resume().end('welcome'));
  const port = await listenOn(greeter, 0);
  leadTo(port);
  const socket = await dialThrough(world.proxy, ...git);
  await eventually(() => world.gateway.flowBytes()).toEqual(new Map([['flow-1', { up: 0, down: 7 }]]));
  socket.write(randomBytes(300_001));
  await eventually(() => world.gateway.flowBytes().get('flow-1')).toEqual({ up: 300_001, down: 7 });
  socket.destroy();
  await eventually(() => world.gateway.flowBytes().size).toBe(0);
  await closeServer(greeter);
});

it('carries a tunnel that the client fills before it has its answer', async () => {
  const socket = await dial(world.proxy);
  const echoed = sendAndRead(
    socket,
    Buffer.from('CONNECT git.corp.internal:22 HTTP/1.1\r\nHost: x\r\n\r\nearly bytes'),
  );
  expect((await echoed).toString()).toBe('HTTP/1.1 200 Connection established\r\n\r\nearly bytes');
});

it('carries a SOCKS session that comes in one piece, and one that comes byte by byte', async () => {
  const session = Buffer.from([
    5,
    1,
    0,
    5,
    1,
    0,
    3,
    17,
    ...Buffer.from('git.corp.internal'),
    0,
    22,
    ...Buffer.from('hello'),
  ]);
  const answer = Buffer.from([5, 0, 5, 0, 0, 1, 0, 0, 0, 0, 0, 0, ...Buffer.from('hello')]);
  expect(await sendAndRead(await dial(world.proxy), session)).toEqual(answer);
  const slow = await dial(world.proxy);
  slow.setNoDelay(true);
  const answered = readToEnd(slow);
  for (const byte of session) await new Promise((resolve) => slow.write(Buffer.of(byte), () => setImmediate(resolve)));
  slow.end();
  expect((await answered).bytes).toEqual(answer);
});

it('waits for a reader that does not read instead of piling up in memory', async () => {
  const socket = await dialThrough(world.proxy, ...git);
  socket.pause();
  const before = process.memoryUsage().arrayBuffers;
  let written = 0;
  const chunk = Buffer.alloc(1024 * 1024);
  while (written < 64 && (socket.write(chunk) || (await drained(socket)))) written += 1;
  expect(written).toBeLessThan(64);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  socket.destroy();
  await eventually(() => world.gateway.counts()).toEqual(idle);
});

/** Whether the socket takes more within a moment. */
async function drained(socket: Socket): Promise<boolean> {
  return once(socket, 'drain', { signal: AbortSignal.timeout(500) }).then(
    () => true,
    () => false,
  );
}

it('is reset on both sides when the engine closes the flow, which it is not told again', async () => {
  const origin = await startOrigin();
  const socket = await dialThrough(world.proxy, ...git);
  socket.write('hello');
  const upstream = await origin.accepted;
  const [near, far] = [readToEnd(socket), readToEnd(upstream)];
  world.gateway.closeFlow('flow-1');
  world.gateway.closeFlow('flow-1');
  world.gateway.closeFlow('no such flow');
  expect((await near).fault).toBe('ECONNRESET');
  expect((await far).fault).toBe('ECONNRESET');
  await eventually(() => world.gateway.counts()).toEqual(idle);
  expect(world.interceptor.closed).toEqual([]);
  await closeServer(origin.server);
});

it('passes a reset on to the other side, whichever side it came from', async () => {
  const origin = await startOrigin();
  const first = await dialThrough(world.proxy, ...git);
  const firstEnd = readToEnd(await origin.accepted);
  first.resetAndDestroy();
  expect((await firstEnd).fault).toBe('ECONNRESET');
  const accepted = once(origin.server, 'connection');
  const second = await dialThrough(world.proxy, ...git);
  const [upstream] = (await accepted) as [Socket];
  const secondEnd = readToEnd(second);
  upstream.resetAndDestroy();
  expect((await secondEnd).fault).toBe('ECONNRESET');
  await eventually(() => world.interceptor.closed).toEqual(['flow-1', 'flow-2']);
  await closeServer(origin.server);
});

/** Stands in for the echo and leaves what it accepts to the test. */
async function startOrigin(): Promise<{ server: Server; accepted: Promise<Socket> }> {
  const server = createServer({ allowHalfOpen: true });
  const port = await listenOn(server, 0);
  const accepted = once(server, 'connection').then(([socket]) => socket as Socket);
  leadTo(port);
  return { server, accepted };
}

it('gives each client its own bytes, however late it reads, while others come and go', async () => {
  // More than the kernel takes for somebody who does not read.
  const length = 16 * 1024 * 1024;
  const answers = Array.from({ length: 8 }, () => Buffer.alloc(length, randomBytes(99_991)));
  const server = createServer((socket) => {
    socket.once('data', ([which = 0]) => socket.end(answers[which] as Buffer));
  });
  const port = await listenOn(server, 0);
  leadTo(port);
  const ask = async (which: number) => {
    const socket = await dialThrough(world.proxy, ...git);
    socket.write(Uint8Array.of(which));
    return socket;
  };
  for (const first of [0, 4]) {
    const sockets = await Promise.all([0, 1, 2, 3].map((index) => ask(first + index)));
    for (const [index, socket] of sockets.entries()) {
      const { bytes } = await readToEnd(socket);
      expect(digest(bytes)).toBe(digest(answers[first + index] as Buffer));
      socket.end();
    }
  }
  await closeServer(server);
});

it('lets two hundred clients come and go at once and keeps nothing of them', async () => {
  const visits = Array.from({ length: 200 }, async (_, index) => {
    const socket = await dialThrough(world.proxy, ...git);
    const bytes = randomBytes(2000);
    if (index % 4 === 0) return void socket.resetAndDestroy();
    if (index % 4 === 1) return void socket.destroy();
    expect(await sendAndRead(socket, bytes)).toEqual(bytes);
  });
  await Promise.all(visits);
  await eventually(() => world.gateway.counts()).toEqual(idle);
  expect(world.interceptor.closed.toSorted()).toEqual(world.interceptor.opened.toSorted());
  await eventually(() => process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap')).toEqual([]);
});

it('cuts every client when it stops', async () => {
  const sockets = await Promise.all([
    dial(world.proxy),
    dialThrough(world.proxy, ...git),
    dialThrough(world.proxy, ...git),
  ]);
  const ends = sockets.map(readToEnd);
  await world.gateway.stop();
  await Promise.all(ends);
  expect(world.gateway.counts()).toEqual(idle);
  expect((await curl('-x', `http://${world.at}`, 'http://wiki.corp.internal/')).code).toBe(7);
});
