import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeServer, listenOn } from '../../../main/gateway/listen-near.ts';
import { eventually } from './eventually.ts';
import { curl } from './programs.ts';
import { dial, readToEnd } from './raw-client.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
let origin: Server;
let serve: RequestListener;
beforeEach(async () => {
  world = await startSmallWorld();
  origin = createServer((request, response) => serve(request, response));
  const port = await listenOn(origin, 0);
  world.destinations.connect = () => dial({ host: '127.0.0.1', port });
});
afterEach(async () => {
  await world.stop();
  origin.closeAllConnections();
  await closeServer(origin);
});

const url = 'http://wiki.corp.internal/path?q=1';

/** Sends the text as it stands and reads until the proxy closes. */
async function say(text: string): Promise<string> {
  const socket = await dial(world.proxy);
  const answer = readToEnd(socket);
  socket.write(text);
  return (await answer).bytes.toString();
}

it('passes on what concerns the origin and nothing that concerns the connection', async () => {
  let seen: IncomingMessage | undefined;
  serve = (request, response) => {
    seen = request;
    response.writeHead(207, 'As It Was', {
      connection: 'keep-alive, x-hop',
      'x-hop': '1',
      'set-cookie': ['a=1', 'b=2'],
      'X-Case': 'kept',
    });
    response.end('body');
  };
  const answer = await say(
    [
      `GET ${url} HTTP/1.1`,
      'Host: hr.corp.internal',
      'Connection: close, X-Secret',
      'X-Secret: hop',
      'Proxy-Authorization: Basic eDp5',
      'Proxy-Connection: keep-alive',
      'TE: trailers',
      'Cookie: a=1',
      'X-Twice: 1',
      'X-Twice: 2',
      '\r\n',
    ].join('\r\n'),
  );
  expect(seen?.url).toBe('/path?q=1');
  expect(seen?.rawHeaders).toEqual([
    'Host',
    'wiki.corp.internal',
    'Cookie',
    'a=1',
    'X-Twice',
    '1',
    'X-Twice',
    '2',
    'Via',
    '1.1 warp-emu',
    'Connection',
    'close',
  ]);
  expect(answer).toMatch(/^HTTP\/1.1 207 As It Was\r\n/);
  expect(answer).toContain('X-Case: kept\r\n');
  expect(answer.match(/set-cookie: /g)).toHaveLength(2);
  expect(answer).not.toContain('x-hop');
});

describe('a request body', () => {
  const body = randomBytes(200_000).toString('hex');
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wse-'));
    await writeFile(join(folder, 'body'), body);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['of known length', [], undefined],
    ['in chunks', ['-H', 'Transfer-Encoding: chunked'], 'chunked'],
    ['that the client asks leave for', ['-H', 'Expect: 100-continue'], undefined],
    ['of a GET, in chunks', ['-X', 'GET', '-H', 'Transfer-Encoding: chunked'], 'chunked'],
  ])('%s arrives whole and framed alike', async (_what, args, coding) => {
    let seen: string | undefined;
    serve = (request, response) => {
      seen = request.headers['transfer-encoding'];
      request.pipe(response);
    };
    const { code, stdout } = await curl(
      '-x',
      `http://${world.at}`,
      ...args,
      '--data-binary',
      `@${join(folder, 'body')}`,
      url,
    );
    expect(code).toBe(0);
    expect(stdout === body).toBe(true);
    expect(seen).toBe(coding);
  });
});

it('streams a large answer and tells the engine that bytes crossed', async () => {
  const body = randomBytes(3 * 1024 * 1024).toString('hex');
  serve = (_request, response) => response.end(body);
  const { stdout } = await curl('-x', `http://${world.at}`, url);
  expect(stdout === body).toBe(true);
  expect(world.interceptor.touches.get('flow-1')).toBeGreaterThan(10);
  await eventually(() => world.interceptor.closed).toEqual(['flow-1']);
});

it('counts what the origin is sent and sends, heads and framing too', async () => {
  let far: IncomingMessage['socket'] | undefined;
  const asked = new Promise<() => void>((resolve) => {
    serve = async (request, response) => {
      far = request.socket;
      for await (const _chunk of request);
      response.write(randomBytes(100_000));
      resolve(() => response.end());
    };
  });
  const answer = curl('-x', `http://${world.at}`, '--data-binary', 'x'.repeat(5000), '-o', '/dev/null', url);
  const finish = await asked;
  await eventually(() => world.gateway.flowBytes().get('flow-1')).toEqual({
    up: far?.bytesRead,
    down: far?.bytesWritten,
  });
  expect(far?.bytesRead).toBeGreaterThan(5000);
  expect(far?.bytesWritten).toBeGreaterThan(100_000);
  finish();
  await answer;
  await eventually(() => world.gateway.flowBytes().size).toBe(0);
});

it('gives up on the origin when the client leaves', async () => {
  let left: Promise<unknown> | undefined;
  serve = (request) => {
    left = once(request.socket, 'close');
  };
  const socket = await dial(world.proxy);
  socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await once(origin, 'request');
  socket.destroy();
  await left;
  await eventually(() => world.interceptor.closed).toEqual(['flow-1']);
});

it('resets the client when the engine closes the flow in the middle of an answer', async () => {
  serve = (_request, response) => void response.writeHead(200).write('the beginning');
  const socket = await dial(world.proxy);
  socket.write(`GET ${url} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await once(socket, 'readable');
  world.gateway.closeFlow('flow-1');
  expect((await readToEnd(socket)).fault).toBe('ECONNRESET');
  expect(world.interceptor.closed).toEqual([]);
});

it('answers for an origin that leaves without an answer, and cuts off an answer that breaks', async () => {
  serve = (request) => request.socket.destroy();
  expect(await say(`GET ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).toMatch(
    /^HTTP\/1.1 502 Bad Gateway\r\n/,
  );
  serve = (_request, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('half', () => response.destroy());
  };
  const { code } = await curl('-x', `http://${world.at}`, url);
  expect([18, 56]).toContain(code);
  expect(world.interceptor.closed).toEqual(['flow-1', 'flow-2']);
});

it.each([
  ['a length beside chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
  ['two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
  ['a coding that only looks like chunked', 'Transfer-Encoding: xchunked'],
  ['space before a colon', 'Content-Length : 5'],
  ['a folded header', 'X: a\r\n b'],
])('does not pass on a request with %s', async (_what, headers) => {
  let requests = 0;
  serve = (_request, response) => {
    requests += 1;
    response.end();
  };
  const answer = await say(
    `POST ${url} HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`,
  );
  expect(answer).not.toMatch(/^HTTP\/1.1 200/);
  expect(requests).toBe(0);
});
