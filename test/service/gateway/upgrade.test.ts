import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { connect as startTls } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import { closeServer, listenOn } from '../../../main/gateway/listen-near.ts';
import { eventually } from './eventually.ts';
import { curl } from './programs.ts';
import { dial, dialThrough, readToEnd } from './raw-client.ts';
import { expired, verdict } from './scripted-interceptor.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

type Way = 'absolute form' | 'inspected HTTP' | 'inspected HTTPS';
const ways: readonly Way[] = ['absolute form', 'inspected HTTP', 'inspected HTTPS'];

let world: SmallWorld;
let origins: Server[];
let sockets: WebSocket[];
let asked: IncomingMessage[];
beforeEach(async () => {
  world = await startSmallWorld({ heldFor: 300, unreachableAfter: 10 });
  [origins, sockets, asked] = [[], [], []];
});
afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await world.stop();
  for (const origin of origins) {
    origin.closeAllConnections();
    await closeServer(origin);
  }
});

/** Stands in for a destination: a WebSocket server that says everything again, over TLS for port 443. */
async function startEcho(): Promise<WebSocketServer> {
  const { key, cert } = await world.destinations.issue('wiki.corp.internal');
  const chat = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  chat.on('connection', (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })));
  const ports = new Map<number, number>();
  for (const [port, server] of [
    [80, createServer()],
    [443, createTlsServer({ key, cert })],
  ] as const) {
    server.on('request', (request, response) => {
      asked.push(request);
      response.writeHead(426, { upgrade: 'websocket' }).end('WebSocket only\n');
    });
    server.on('upgrade', (request, socket, head) => {
      asked.push(request);
      chat.handleUpgrade(request, socket, head, (client) => chat.emit('connection', client));
    });
    origins.push(server);
    ports.set(port, await listenOn(server, 0));
  }
  world.destinations.connect = (_destination, port) => dial({ host: '127.0.0.1', port: ports.get(port) ?? 0 });
  return chat;
}

function inspectEverything(): void {
  const { interceptor } = world;
  const { decide } = interceptor;
  interceptor.reads = true;
  interceptor.inspects = () => true;
  const step = { step: 'not-inspected', because: 'no-request-yet' } as const;
  interceptor.decide = (attempt) =>
    attempt.onFlow === undefined
      ? { ...decide(attempt), verdict: verdict({ trace: [step] }) }
      : { verdict: verdict(), surface: 'faithful' };
}

/** From now on: the requests that a connection carries where it is inspected. */
function refuse(way: Way, surface: 'faithful' | 'explain'): void {
  const { decide } = world.interceptor;
  world.interceptor.decide = (attempt) =>
    way === 'absolute form' || attempt.onFlow !== undefined ? { verdict: expired, surface } : decide(attempt);
}

/** A real WebSocket client that goes through the proxy. */
async function open(way: Way): Promise<WebSocket> {
  if (way !== 'absolute form') inspectEverything();
  const socket = way === 'absolute form' ? await dial(world.proxy) : await tunnelTo(way);
  const url = 'ws://wiki.corp.internal/chat?room=1';
  const client = new WebSocket(url, {
    createConnection: () => socket,
    perMessageDeflate: false,
    finishRequest: (request) => {
      if (way === 'absolute form') request.path = url.replace('ws:', 'http:');
      request.end();
    },
  });
  client.on('error', () => undefined);
  sockets.push(client);
  return client;
}

async function tunnelTo(way: Way): Promise<Socket> {
  const host = 'wiki.corp.internal';
  if (way === 'inspected HTTP') return dialThrough(world.proxy, host, 80);
  const socket = await dialThrough(world.proxy, host, 443);
  return startTls({ socket, servername: host, ca: await world.destinations.certificate() });
}

async function echo(socket: WebSocket, bytes: Buffer): Promise<Buffer> {
  const answered = once(socket, 'message') as Promise<[RawData]>;
  socket.send(bytes);
  return (await answered)[0] as Buffer;
}

describe.each(ways)('a WebSocket in %s', (way) => {
  it('is judged as the request that it begins with, and carries megabytes both ways byte for byte', async () => {
    await startEcho();
    const client = await open(way);
    await once(client, 'open');
    const bytes = randomBytes(3 * 1024 * 1024);
    expect((await echo(client, bytes)).equals(bytes)).toBe(true);
    expect(world.interceptor.attempts.at(-1)?.facts?.request).toEqual({
      ...{ host: 'wiki.corp.internal', method: 'GET', path: '/chat?room=1' },
    });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ url: '/chat?room=1', headers: { upgrade: 'websocket', connection: 'Upgrade' } });
    expect(world.gateway.counts().flows).toBe(1);
    expect(world.interceptor.touches.get('flow-1')).toBeGreaterThan(10);
    const far = asked[0]?.socket;
    expect(world.gateway.flowBytes().get('flow-1')).toEqual({ up: far?.bytesRead, down: far?.bytesWritten });
    client.close(4000, 'done');
    const [code, reason] = (await once(client, 'close')) as [number, Buffer];
    expect([code, reason.toString()]).toEqual([4000, 'done']);
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
    expect(world.interceptor.closed).toEqual(['flow-1']);
  });

  it('that is refused is told so, or held in silence', async () => {
    await startEcho();
    const explained = await open(way);
    refuse(way, 'explain');
    const [, answer] = (await once(explained, 'unexpected-response')) as [unknown, IncomingMessage];
    expect([answer.statusCode, answer.headers['warp-emu-verdict']]).toEqual([403, 'session']);
    explained.terminate();
    const held = await open(way);
    refuse(way, 'faithful');
    await eventually(() => world.gateway.counts().held).toBe(1);
    await new Promise((resolve) => held.once('close', resolve));
    expect(asked).toEqual([]);
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
  });

  it('is cut when the engine closes its flow', async () => {
    const chat = await startEcho();
    const client = await open(way);
    await once(client, 'open');
    const [far] = [...chat.clients];
    world.gateway.closeFlow('flow-1');
    await Promise.all([once(client, 'close'), far !== undefined && once(far, 'close')]);
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
  });

  it('waits for a reader that does not read', async () => {
    const chat = await startEcho();
    const client = await open(way);
    await once(client, 'open');
    client.pause();
    const [far] = [...chat.clients];
    const chunk = Buffer.alloc(1024 * 1024);
    for (let sent = 0; sent < 64; sent++) far?.send(chunk);
    await eventually(() => world.interceptor.touches.get('flow-1') ?? 0).toBeGreaterThan(10);
    const before = performance.now();
    await eventually(() => performance.now() - before).toBeGreaterThan(500);
    expect(far?.bufferedAmount).toBeGreaterThan(16 * 1024 * 1024);
    let received = 0;
    client.on('message', (data: Buffer) => {
      received += data.length;
    });
    client.resume();
    await eventually(() => received).toBe(64 * chunk.length);
  });
});

/** Sends the text as it stands and reads until the proxy closes. */
async function say(text: string): Promise<string> {
  const socket = await dial(world.proxy);
  const answer = readToEnd(socket);
  socket.write(text);
  return (await answer).bytes.toString();
}

const upgrade = (protocol: string, method = 'GET', more = '') =>
  `${method} http://wiki.corp.internal/x HTTP/1.1\r\nHost: wiki.corp.internal\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n${more}\r\n`;

describe('an upgrade in absolute form', () => {
  it('carries what comes right behind it, and each direction ends by itself', async () => {
    const origin = createServer();
    origins.push(origin);
    origin.on('upgrade', (_request, socket, head) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nfirst ');
      if (head.length > 0) socket.write(head);
      socket.on('data', (chunk: Buffer) => socket.write(chunk)).on('end', () => socket.end(' last'));
    });
    Object.assign(origin, { httpAllowHalfOpen: true });
    const port = await listenOn(origin, 0);
    world.destinations.connect = () => dial({ host: '127.0.0.1', port });
    const client = await dial(world.proxy);
    const answer = readToEnd(client);
    client.end(`${upgrade('echo', 'POST')}right behind`);
    expect((await answer).bytes.toString()).toMatch(
      /^HTTP\/1\.1 101 Switching Protocols\r\n[\s\S]*Upgrade: echo\r\n\r\nfirst right behind last$/,
    );
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
  });

  it('that the origin does not want gets its ordinary answer', async () => {
    await startEcho();
    const { stdout } = await curl('--http2', '-i', '-x', `http://${world.at}`, 'http://wiki.corp.internal/x');
    expect(stdout).toMatch(/^HTTP\/1.1 426 /);
    expect(await say(upgrade('h2c, HTTP/2.0'))).toMatch(/^HTTP\/1.1 426 [\s\S]*\r\n\r\nWebSocket only\n$/);
    expect(asked.every(({ headers }) => headers.upgrade === undefined)).toBe(true);
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
    expect(world.interceptor.closed).toEqual(world.interceptor.opened);
  });

  it('with a body is no request that is passed on', async () => {
    await startEcho();
    expect(await say(upgrade('echo', 'POST', 'Content-Length: 2\r\n'))).toMatch(/^HTTP\/1.1 400 /);
    expect(world.interceptor.attempts).toEqual([]);
  });

  it('to an origin that closes instead of answering is a bad gateway, and its client may leave before', async () => {
    const origin = createServer();
    origins.push(origin);
    const port = await listenOn(origin, 0);
    let far: Socket | undefined;
    origin.on('upgrade', (_request, socket) => {
      far = (socket as Socket).on('error', () => undefined).on('end', () => socket.end());
      far.resume();
    });
    world.destinations.connect = () => dial({ host: '127.0.0.1', port });
    const told = say(upgrade('websocket'));
    await eventually(() => far !== undefined).toBe(true);
    far?.destroy();
    expect(await told).toMatch(/^HTTP\/1.1 502 Bad Gateway\r\n/);
    far = undefined;
    const client = await dial(world.proxy);
    client.write(upgrade('websocket'));
    await eventually(() => far !== undefined).toBe(true);
    client.resetAndDestroy();
    await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
    expect(world.interceptor.closed).toEqual(world.interceptor.opened);
  });

  it('of the port itself gets its ordinary page', async () => {
    const { stdout } = await curl('--http2', `http://${world.at}/`);
    expect(stdout).toContain('This port is a proxy');
  });
});
