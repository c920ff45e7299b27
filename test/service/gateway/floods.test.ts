import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeSocksDatagram } from '../../../app/wire/socks5-datagram.ts';
import type { GatewayLimits } from '../../../main/gateway/gateway-parts.ts';
import { eventually } from './eventually.ts';
import { curl } from './programs.ts';
import { dial, dialThrough, readToEnd } from './raw-client.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';
import { associate, dnsQuery } from './udp-client.ts';

const nobody = { clients: 0, held: 0, flows: 0 };
const git = ['git.corp.internal', 22] as const;

let world: SmallWorld;
let open: Socket[];
beforeEach(() => {
  open = [];
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  await world.stop();
});

async function start(limits: Partial<GatewayLimits>): Promise<void> {
  world = await startSmallWorld(limits);
}

async function say(bytes: Uint8Array | string): Promise<Buffer> {
  const socket = await dial(world.proxy);
  const answer = readToEnd(socket);
  socket.end(bytes);
  return (await answer).bytes;
}

async function expectServed(): Promise<void> {
  const { stdout } = await curl('--socks5-hostname', world.at, 'http://wiki.corp.internal/health');
  expect(stdout).toBe('ok\n');
}

describe('with as many flows open as may be, a further connection', () => {
  beforeEach(async () => {
    await start({ flows: 3 });
    for (let count = 0; count < 3; count += 1) open.push(await dialThrough(world.proxy, ...git));
  });

  it.each([
    ['SOCKS5', Buffer.from([5, 1, 0, 5, 1, 0, 1, 10, 20, 0, 30, 0, 22]), Buffer.from([5, 0, 5, 1])],
    ['SOCKS4', Buffer.from([4, 1, 0, 22, 10, 20, 0, 30, 0]), Buffer.from([0, 0x5b])],
    ['CONNECT', 'CONNECT git.corp.internal:22 HTTP/1.1\r\n\r\n', '<h1>Too many connections are open</h1>'],
    [
      'a request',
      'GET http://wiki.corp.internal/ HTTP/1.1\r\nHost: x\r\nAccept: application/json\r\nConnection: close\r\n\r\n',
      '"code":"too-many-flows"',
    ],
    [
      'an upgrade',
      'GET http://wiki.corp.internal/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      'HTTP/1.1 503 Service Unavailable',
    ],
  ])('by %s is refused in its words, and the engine is not asked', async (_what, bytes, answer) => {
    expect(await say(bytes)).toSatisfy((said: Buffer) => said.includes(answer));
    expect(world.interceptor.attempts).toHaveLength(3);
    expect(world.gateway.counts().flows).toBe(3);
  });

  it('is refused inside what was accepted, where the first bytes are looked at', async () => {
    world.interceptor.reads = true;
    const request = 'GET / HTTP/1.1\r\nHost: wiki.corp.internal\r\n\r\n';
    const bytes = await say(
      Buffer.concat([Buffer.from([5, 1, 0, 5, 1, 0, 1, 10, 20, 0, 10, 0, 80]), Buffer.from(request)]),
    );
    expect(bytes.subarray(12).toString()).toMatch(/^HTTP\/1.1 503 /);
  });

  it('is told of in one line however often it happens, and is let through once another has ended', async () => {
    for (let count = 0; count < 50; count += 1)
      await expect(dialThrough(world.proxy, ...git)).rejects.toThrow('general-failure');
    expect(world.lines).toEqual([expect.stringContaining('a connection was refused: 3 are open')]);
    open.pop()?.destroy();
    await eventually(() => world.gateway.counts().flows).toBe(2);
    open.push(await dialThrough(world.proxy, ...git));
    expect(world.gateway.counts().flows).toBe(3);
  });

  it('does not get through in a crowd that asks at the same moment', async () => {
    open.pop()?.destroy();
    await eventually(() => world.gateway.counts().flows).toBe(2);
    const crowd = await Promise.allSettled(Array.from({ length: 40 }, () => dialThrough(world.proxy, ...git)));
    const through = crowd.filter((one) => one.status === 'fulfilled');
    open.push(...through.map(({ value }) => value));
    expect(through).toHaveLength(1);
  });
});

describe('a good client is served at once, and nothing is left afterwards, beside', () => {
  let before: number;
  beforeEach(async () => {
    await start({ handshake: 20_000, handshakes: 500, heldFor: 100 });
    // What stands for a destination begins to listen when it is first asked for.
    await expectServed();
    (await dialThrough(world.proxy, ...git)).destroy();
    await eventually(() => world.gateway.counts()).toEqual(nobody);
    before = handles();
  });

  /** What keeps this process at work: sockets, servers, timers. */
  const handles = () => process.getActiveResourcesInfo().filter((name) => /^(TCP|UDP|Pipe)/.test(name)).length;

  async function expectNothingLeft(): Promise<void> {
    for (const socket of open) socket.destroy();
    await eventually(() => world.gateway.counts()).toEqual(nobody);
    await eventually(() => handles() - before).toBeLessThanOrEqual(0);
  }

  it('three thousand that say nothing', async () => {
    for (let count = 0; count < 3000; count += 100) {
      open.push(...(await Promise.all(Array.from({ length: 100 }, () => dial(world.proxy)))));
    }
    await eventually(() => world.gateway.counts().clients).toBeLessThanOrEqual(500);
    await expectServed();
    expect(world.lines).toEqual([expect.stringContaining('a client that asked for nothing was cut off')]);
    await expectNothingLeft();
  });

  it.each([
    ['a greeting of SOCKS5', Buffer.from([5, 255])],
    ['a request of SOCKS5', Buffer.from([5, 1, 0, 5, 1, 0, 3, 255])],
    ['a request of SOCKS4', Buffer.from([4, 1, 0, 22, 10, 20, 0, 30])],
    ['a head', Buffer.from('GET http://wiki.corp.internal/ HTTP/1.1\r\nX: ')],
    [
      'a body in chunks',
      Buffer.from('POST http://wiki.corp.internal/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n'),
    ],
  ])('a hundred that write %s byte by byte', async (_what, begin) => {
    open.push(...(await Promise.all(Array.from({ length: 100 }, () => dial(world.proxy)))));
    for (const socket of open) socket.resume().write(begin);
    for (let round = 0; round < 5; round += 1) {
      for (const socket of open) socket.write('1');
      await expectServed();
    }
    await expectNothingLeft();
  });

  it('two hundred that CONNECT and then are silent', async () => {
    for (let count = 0; count < 200; count += 1) open.push(await dialThrough(world.proxy, ...git));
    await expectServed();
    await eventually(() => world.gateway.counts().flows).toBe(200);
    await expectNothingLeft();
  });

  it('two thousand requests that are sent without waiting for an answer', async () => {
    const socket = await dial(world.proxy);
    const answer = readToEnd(socket);
    const request = 'GET http://wiki.corp.internal/health HTTP/1.1\r\nHost: x\r\n\r\n';
    socket.write(request.repeat(1999));
    socket.write(request.replace('Host: x', 'Host: x\r\nConnection: close'));
    await expectServed();
    expect((await answer).bytes.toString().match(/ok\n/g)).toHaveLength(2000);
    await expectNothingLeft();
  });

  it.each([
    [
      'chunks of impossible size',
      'POST http://wiki.corp.internal/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n',
    ],
    ['NULs', `\0${'\0'.repeat(5000)}`],
    ['255 methods', Buffer.concat([Buffer.from([5, 255]), Buffer.alloc(255, 3)])],
    [
      'a name of 255 bytes',
      Buffer.concat([Buffer.from([5, 1, 0, 5, 1, 0, 3, 255]), Buffer.alloc(255, 97), Buffer.from([0, 80])]),
    ],
    ['a name with a NUL', Buffer.from([5, 1, 0, 5, 1, 0, 3, 3, 97, 0, 98, 0, 80])],
  ])('a hundred that send %s, of which at most a line is said', async (_what, bytes) => {
    await Promise.all(Array.from({ length: 100 }, () => say(bytes)));
    await expectServed();
    expect(world.lines.length).toBeLessThanOrEqual(1);
    await expectNothingLeft();
  });

  it('a flood of datagrams to a thousand places', async () => {
    const client = await associate(world.proxy);
    for (let index = 0; index < 20_000; index += 1) {
      const host = index % 2 === 0 ? '10.0.0.53' : `10.9.${index % 250}.${index % 97}`;
      const datagram = encodeSocksDatagram({ host, port: 53, data: dnsQuery(index & 0xffff, 'wiki.corp.internal') });
      client.socket.send(datagram, client.relay.port, client.relay.host);
      if (index % 1000 === 0) await expectServed();
    }
    expect(world.gateway.counts().flows).toBeLessThanOrEqual(64);
    client.leave();
    await expectNothingLeft();
  });

  it('DNS over TCP from five hundred that say nothing or half a message', async () => {
    for (let count = 0; count < 500; count += 50) {
      open.push(...(await Promise.all(Array.from({ length: 50 }, () => dial(world.dns)))));
    }
    for (const socket of open.slice(250)) socket.write(Buffer.from([0, 200, 1, 2, 3]));
    const socket = await dial(world.dns);
    const query = dnsQuery(7, 'wiki.corp.internal');
    socket.write(Buffer.concat([Buffer.of(0, query.length), query]));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.length).toBeGreaterThan(query.length);
    open.push(socket);
    expect(world.lines).toEqual([expect.stringContaining('a DNS client was cut off')]);
    await expectNothingLeft();
  });
});
