import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect } from 'node:net';
import { encode } from 'dns-packet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeSocksDatagram } from '../../../app/wire/socks5-datagram.ts';
import type { ProxyAddress } from '../../../main/gateway/socks-client.ts';
import { writeHello, writeRecords } from '../../unit/wire/hello-bytes.ts';
import { eventually } from './eventually.ts';
import { mutate } from './mutated.ts';
import { dial, dialThrough, readToEnd } from './raw-client.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';
import { associate, dnsQuery } from './udp-client.ts';

const count = 10_000;
const atOnce = 64;
const seed = 6;
const name = 'git.corp.internal';

let world: SmallWorld;
beforeAll(async () => {
  world = await startSmallWorld({ handshake: 2000, heldFor: 50, unreachableAfter: 5, firstBytesWithin: 5 });
});
afterAll(() => world.stop());

const text = (...lines: readonly string[]) => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
const socksName = [3, name.length, ...Buffer.from(name), 0, 22];

const valid = {
  SOCKS4: [
    Buffer.from([4, 1, 0, 22, 10, 20, 0, 30, ...Buffer.from('alice'), 0, 1, 2, 3]),
    Buffer.from([4, 1, 0, 22, 0, 0, 0, 1, 0, ...Buffer.from(name), 0, 1, 2, 3]),
  ],
  SOCKS5: [
    Buffer.from([5, 1, 0, 5, 1, 0, ...socksName, 1, 2, 3]),
    Buffer.from([5, 2, 0, 2, 5, 1, 0, 1, 10, 20, 0, 30, 0, 22, 1, 2, 3]),
    Buffer.from([5, 1, 2, 1, 3, 97, 98, 99, 1, 100, 5, 3, 0, 4, ...Buffer.alloc(16, 1), 0, 22]),
  ],
  HTTP: [
    text(
      `GET http://wiki.corp.internal/health?q=1 HTTP/1.1`,
      'Host: wiki.corp.internal',
      'Accept: */*',
      'Connection: close',
    ),
    Buffer.concat([
      text(
        `POST http://wiki.corp.internal/echo HTTP/1.1`,
        'Host: x',
        'Transfer-Encoding: chunked',
        'Connection: close',
      ),
      Buffer.from('5\r\nhello\r\n0\r\n\r\n'),
    ]),
    text(`CONNECT ${name}:22 HTTP/1.1`, `Host: ${name}:22`),
    text('GET http://wiki.corp.internal/ws HTTP/1.1', 'Host: x', 'Connection: Upgrade', 'Upgrade: websocket'),
    text('GET / HTTP/1.1', 'Host: 127.0.0.1'),
  ],
  'TLS ClientHello': [
    writeRecords(writeHello({ sni: 'wiki.corp.internal' }), [1000]),
    writeRecords(
      writeHello({ sni: 'a.very.long.name.corp.internal', extensions: [[43, Uint8Array.of(2, 3, 4)]] }),
      [40],
    ),
  ],
} as const;

async function tell({ host, port }: ProxyAddress, bytes: Uint8Array): Promise<void> {
  const socket = connect({ host, port });
  socket.on('error', () => undefined).resume();
  socket.end(bytes);
  await once(socket, 'close').catch(() => undefined);
}

async function tellAll(messages: readonly Buffer[], say: (message: Buffer) => Promise<void>): Promise<void> {
  const left = messages.values();
  const speak = async () => {
    for (const message of left) await say(message);
  };
  await Promise.all(Array.from({ length: atOnce }, speak));
}

async function expectAliveAndClean(): Promise<void> {
  const socket = await dialThrough(world.proxy, name, 22);
  const echoed = readToEnd(socket);
  socket.end('still here');
  expect((await echoed).bytes.toString()).toBe('still here');
  await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
}

describe(`${count.toLocaleString('en')} malformed inputs leave it alive, with nothing open and little said`, () => {
  it.each(['SOCKS4', 'SOCKS5', 'HTTP'] as const)('of %s', async (protocol) => {
    world.lines.length = 0;
    await tellAll(mutate(valid[protocol], count, seed), (message) => tell(world.proxy, message));
    await expectAliveAndClean();
    // At most a hundred different ones in ten seconds, and it may take longer where the machine is busy.
    expect(world.lines.length).toBeLessThan(count / 10);
  });

  it('of TLS, where the name in the ClientHello is looked for', async () => {
    world.interceptor.reads = true;
    const greeting = Buffer.from([5, 1, 0, 5, 1, 0, ...socksName]);
    await tellAll(mutate(valid['TLS ClientHello'], count, seed), (message) =>
      tell(world.proxy, Buffer.concat([greeting, message])),
    );
    world.interceptor.reads = false;
    await expectAliveAndClean();
  });

  it('of SOCKS5 over UDP', async () => {
    const client = await associate(world.proxy);
    const query = dnsQuery(1, 'wiki.corp.internal');
    const datagrams = ['10.0.0.53', 'ns.corp.internal', 'fd00::6'].map((host) =>
      encodeSocksDatagram({ host, port: 53, data: query }),
    );
    for (const datagram of mutate(datagrams, count, seed)) await send(client.socket, datagram, client.relay);
    await eventually(() => {
      client.ask('10.0.0.53', 2, 'wiki.corp.internal');
      return client.received.length;
    }).toBeGreaterThan(0);
    client.leave();
    await expectAliveAndClean();
  });

  it('of DNS over UDP', async () => {
    const socket = createSocket('udp4');
    let answers = 0;
    socket.on('message', () => {
      answers += 1;
    });
    for (const message of mutate(queries, count, seed)) await send(socket, message, world.dns);
    const before = answers;
    await eventually(() => {
      socket.send(dnsQuery(7, 'wiki.corp.internal'), world.dns.port, world.dns.host);
      return answers;
    }).toBeGreaterThan(before);
    socket.close();
  });

  it('of DNS over TCP', async () => {
    const messages = mutate(queries, count, seed);
    const framed = messages.map((message) =>
      Buffer.concat([Buffer.of(message.length >> 8, message.length & 255), message]),
    );
    const connections = Array.from({ length: 100 }, (_, index) =>
      Buffer.concat(framed.slice(index * 100, index * 100 + 100)),
    );
    await tellAll(connections, (bytes) => tell(world.dns, bytes));
    const socket = await dial(world.dns);
    const answer = readToEnd(socket);
    const query = dnsQuery(7, 'wiki.corp.internal');
    socket.end(Buffer.concat([Buffer.of(0, query.length), query]));
    expect((await answer).bytes.length).toBeGreaterThan(query.length);
  });
});

const queries = [
  dnsQuery(1, 'wiki.corp.internal'),
  encode({
    ...{ type: 'query', id: 9, flags: 0x0100 },
    questions: [{ type: 'AAAA', name: 'six.corp.internal', class: 'IN' }],
    additionals: [
      {
        ...{ type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0 },
        ...{ flag_do: false, options: [{ code: 'PADDING', length: 7 }] },
      },
    ],
  } as unknown as Parameters<typeof encode>[0]),
];

/** Waits until the system has taken it, so that its buffer does not drop most of them. */
function send(
  socket: ReturnType<typeof createSocket>,
  bytes: Uint8Array,
  { host, port }: ProxyAddress,
): Promise<unknown> {
  return new Promise((resolve) => socket.send(bytes, port, host, resolve));
}
