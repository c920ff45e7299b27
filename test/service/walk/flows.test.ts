import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type TestHost } from '../../support/host.ts';

/** A tunnel to an echo, opened the way curl does it. */
async function openTunnel(proxy: string): Promise<Socket> {
  const [host = '', port = ''] = proxy.split(':');
  const socket = connect(Number(port), host);
  await once(socket, 'connect');
  socket.write('CONNECT k8s.corp.internal:6443 HTTP/1.1\r\nHost: k8s.corp.internal:6443\r\n\r\n');
  await once(socket, 'data');
  return socket;
}

async function echo(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  let heard = '';
  while (heard.length < text.length) {
    const [chunk] = (await once(socket, 'data', { signal: AbortSignal.timeout(5000) })) as [Buffer];
    heard += chunk.toString();
  }
  return heard;
}

describe('a connection that is open', { sequential: true }, () => {
  let host: TestHost;
  let proxy: string;

  beforeAll(async () => {
    host = await startHost();
    await host.run('clock', 'freeze');
    proxy = await host.address('proxy');
  });
  afterAll(() => host.stop());

  it('still carries bytes at +169h when it was opened at +167h, while a new one does not', async () => {
    await host.run('clock', 'to', '+167h');
    const before = await openTunnel(proxy);
    expect(await echo(before, 'opened at 167 h')).toBe('opened at 167 h');
    await host.run('clock', 'to', '+169h');
    expect(await echo(before, 'and alive at 169 h')).toBe('and alive at 169 h');
    expect(JSON.parse((await host.run('visit', 'tcp://k8s.corp.internal:6443', '--json')).stdout)).toMatchObject({
      class: 'session',
      answered: false,
    });
    expect((await host.inspect()).flows).toMatchObject([{ destination: 'k8s', ageAtOpeningSeconds: 167 * 3600 }]);
    before.destroy();
  });

  it('is closed after eight hours without a byte, and not before', async () => {
    await host.run('reauth', '--as', 'alice@example.com');
    const idle = await openTunnel(proxy);
    // It is reset, which a client meets as an error before the end.
    idle.on('error', () => {});
    const closed = new Promise((resolve) => idle.once('close', resolve));
    const busy = await openTunnel(proxy);
    await host.run('clock', 'advance', '7h59m');
    expect(await echo(busy, 'busy')).toBe('busy');
    expect(idle.destroyed).toBe(false);
    await host.run('clock', 'advance', '2m');
    await closed;
    expect(await echo(busy, 'still here')).toBe('still here');
    busy.destroy();
  });
});
