import { once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { curl } from '../gateway/programs.ts';
import { dialThrough } from '../gateway/raw-client.ts';
import { type SmallWorld, startSmallWorld } from '../gateway/small-world.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await startSmallWorld();
});
afterEach(() => world.stop());

const host = 'wiki.corp.internal';

async function start(path: string): Promise<WebSocket> {
  const socket = await dialThrough(world.proxy, host, 80);
  return new WebSocket(`ws://${host}${path}`, { createConnection: () => socket });
}

async function open(): Promise<WebSocket> {
  const client = await start('/echo');
  await once(client, 'open');
  return client;
}

async function hear(client: WebSocket): Promise<{ readonly data: Buffer; readonly binary: boolean }> {
  const [data, binary] = (await once(client, 'message', { signal: AbortSignal.timeout(10_000) })) as [Buffer, boolean];
  return { data, binary };
}

it('sends back what a WebSocket client says, text and bytes, each as it was', async () => {
  const client = await open();
  client.send('zażółć');
  expect(await hear(client)).toEqual({ data: Buffer.from('zażółć'), binary: false });
  const bytes = Buffer.alloc(300_000, 7);
  client.send(bytes);
  expect(await hear(client)).toEqual({ data: bytes, binary: true });
  client.close(1000);
  expect((await once(client, 'close'))[0]).toBe(1000);
});

it('does so over TLS', async () => {
  const [socket, ca] = [await dialThrough(world.proxy, host, 443), await world.destinations.certificate()];
  const client = new WebSocket(`wss://${host}/echo`, {
    createConnection: () => connectTls({ socket, ca, servername: host }),
  });
  await once(client, 'open');
  client.send('through TLS');
  expect((await hear(client)).data.toString()).toBe('through TLS');
  client.close();
});

it('ends a WebSocket whose message is too long, and no other', async () => {
  const [long, other] = [await open(), await open()];
  long.send(Buffer.alloc(1024 * 1024 + 1));
  expect((await once(long, 'close'))[0]).toBe(1009);
  other.send('still here');
  expect((await hear(other)).data.toString()).toBe('still here');
  other.close();
});

it('has none anywhere else, and answers whoever asks for another protocol in HTTP/1.1', async () => {
  const elsewhere = await start('/elsewhere');
  const [fault] = (await once(elsewhere, 'error')) as [Error];
  expect(fault.message).toBe('Unexpected server response: 200');
  const answer = await curl('-i', '--http2', '--socks5-hostname', world.at, `http://${host}/health`);
  expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/^HTTP\/1\.1 200 OK\r\n[\s\S]*\r\nok\n$/) });
});

it('is told of by the page', async () => {
  const { stdout } = await curl('--socks5-hostname', world.at, `http://${host}/`);
  expect(stdout).toContain('WebSocket at /echo');
});
