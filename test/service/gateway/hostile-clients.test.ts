import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from './eventually.ts';
import { curl } from './programs.ts';
import { dial, readToEnd } from './raw-client.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
beforeAll(async () => {
  world = await startSmallWorld({ handshake: 1000, heldFor: 300, unreachableAfter: 5 });
});
afterAll(() => world.stop());

const nobody = { clients: 0, held: 0, flows: 0 };

async function expectAlive(): Promise<void> {
  const { stdout } = await curl('--socks5-hostname', world.at, 'http://wiki.corp.internal/health');
  expect(stdout).toBe('ok\n');
  await eventually(() => world.gateway.counts()).toEqual(nobody);
}

async function answerTo(bytes: Uint8Array, { proxy } = world): Promise<Buffer> {
  const socket = await dial(proxy);
  const answer = readToEnd(socket);
  socket.end(bytes);
  return (await answer).bytes;
}

it('survives five hundred clients that begin with anything', async () => {
  const starts = fc.constantFrom(
    [],
    [5],
    [5, 1],
    [5, 1, 0],
    [5, 1, 0, 5, 1, 0],
    [5, 1, 0, 5, 1, 0, 3, 9],
    [4, 1],
    [4, 1, 0, 22, 10, 20, 0, 30],
    [4, 1, 0, 22, 0, 0, 0, 1, 0],
    [22, 3, 1],
    [...Buffer.from('GET ')],
    [...Buffer.from('CONNECT git.corp.internal:22 HTTP/1.1\r\n')],
  );
  const clients = fc.tuple(starts, fc.uint8Array({ maxLength: 300 }), fc.constantFrom('end', 'destroy', 'reset'));
  for (const batch of chunked(fc.sample(clients, 500), 50)) {
    await Promise.all(
      batch.map(async ([start, rest, leave]) => {
        const socket = await dial(world.proxy);
        const answer = readToEnd(socket);
        socket.write(Buffer.from([...start, ...rest]));
        if (leave === 'end') socket.end();
        else if (leave === 'reset') socket.resetAndDestroy();
        else socket.destroy();
        await answer;
      }),
    );
  }
  await expectAlive();
});

it.each([
  ['nothing at all', ''],
  ['half a greeting', '\x05'],
  ['half a SOCKS4 request', '\x04\x01\x00\x16\x00\x00\x00\x01alice\x00git'],
  ['half a request', '\x05\x01\x00\x05\x01'],
  ['half a request head', 'GET http://wiki.corp.internal/ HTTP/1.1\r\nHos'],
])('cuts off a client that says %s and waits', async (_what, text) => {
  const socket = await dial(world.proxy);
  socket.write(text, 'latin1');
  await readToEnd(socket);
  await expectAlive();
});

it('cuts off a client that writes a head byte by byte and never ends it, also after an answer', async () => {
  const socket = await dial(world.proxy);
  const head = 'GET http://wiki.corp.internal/health HTTP/1.1\r\nHost: x\r\n';
  socket.write(`${head}\r\n${head}X-Slow: `);
  const drip = setInterval(() => socket.write('y'), 20);
  const { bytes } = await readToEnd(socket);
  clearInterval(drip);
  expect(bytes.toString()).toContain('ok\n');
  await expectAlive();
});

it('lets a client that waits for its answer wait for longer than it may take to ask', async () => {
  world.interceptor.decide = () => ({
    verdict: slowOrigin,
    surface: 'faithful',
    target: { destination: 'git', port: 22 },
  });
  const socket = await dial(world.proxy);
  const answer = readToEnd(socket);
  socket.write('CONNECT git.corp.internal:22 HTTP/1.1\r\nHost: x\r\n\r\n');
  await eventually(() => world.gateway.counts().flows).toBe(1);
  const begun = performance.now();
  await eventually(() => performance.now() - begun).toBeGreaterThan(1200);
  socket.end('still here');
  expect((await answer).bytes.toString()).toContain('still here');
});

const slowOrigin = {
  outcome: 'allowed',
  class: 'none',
  stage: 'network',
  checked: false,
  trace: [],
  ageSeconds: 0,
  notice: 'none',
} as const;

it.each([
  ['BIND', [5, 1, 0, 5, 2, 0, 1, 10, 20, 0, 30, 0, 22], [5, 0, 5, 7]],
  ['UDP ASSOCIATE', [5, 1, 0, 5, 3, 0, 1, 0, 0, 0, 0, 0, 0], [5, 0, 5, 0, 0, 1, 127, 0, 0, 1]],
  ['BIND of SOCKS4', [4, 2, 0, 22, 10, 20, 0, 30, 0], [0, 0x5b, 0, 0, 0, 0, 0, 0]],
  ['an unknown kind of address', [5, 1, 0, 5, 1, 0, 9, 1, 2, 3], [5, 0, 5, 8]],
  ['no method we have', [5, 1, 1], [5, 0xff]],
])('answers %s as the protocol has it', async (_what, request, answer) => {
  expect([...(await answerTo(Uint8Array.from(request))).subarray(0, answer.length)]).toEqual(answer);
});

it.each([
  ['a request that is no SOCKS', Buffer.from([5, 1, 0, 4, 1]), 'SOCKS version 4'],
  ['a name with a line end', Buffer.from([5, 1, 0, 5, 1, 0, 3, 2, 10, 10, 0, 80]), 'host name'],
  ['a SOCKS4 user id without an end', Buffer.from([4, 1, 0, 22, 10, 20, 0, 30, ...Buffer.alloc(300, 97)]), 'user id'],
  ['a SOCKS4a name with a line end', Buffer.from([4, 1, 0, 22, 0, 0, 0, 1, 0, 10, 10, 0]), 'host name'],
  ['garbage', Buffer.from([0, 1, 2, 3, 13, 10, 13, 10]), 'no HTTP on the proxy port'],
])('says one line about %s, however many say it, and closes', async (_what, bytes, words) => {
  const own = await startSmallWorld();
  for (let client = 0; client < 3; client += 1) await answerTo(bytes, own);
  expect(own.lines).toEqual([expect.stringContaining(words)]);
  await own.stop();
});

it('answers a head over 16 KiB with an error and closes', async () => {
  const answer = await answerTo(
    Buffer.from(`GET http://wiki.corp.internal/ HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`),
  );
  expect(answer.toString()).toMatch(/^HTTP\/1.1 431 /);
});

function chunked<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
