import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { runProgram } from '../../support/host.ts';
import { type House, openHouse } from './house.ts';

/** One that nobody else takes once it is free: below those that systems hand out, and below the proxy's own 40000. */
async function freePort(): Promise<number> {
  const port = 20_000 + Math.floor(Math.random() * 12_000);
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  );
  if (!isFree) return freePort();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function takePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A tunnel through the proxy to an echo. */
async function openTunnel(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  // A flow that is cut is reset, which a client meets as an error before the end.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write('CONNECT k8s.corp.internal:6443 HTTP/1.1\r\nHost: k8s.corp.internal:6443\r\n\r\n');
  await once(socket, 'data');
  return socket;
}

/** Runs in order: each step stands on the one before. */
describe('ports that are changed while it runs', { sequential: true }, () => {
  let house: House;
  const portOf = async (name: 'proxy' | 'dns') =>
    Number((await house.call('snapshot')).addresses[name]?.split(':')[1] ?? 0);
  const fetchBy = (proxy: number) =>
    runProgram('curl', ['-sS', '-m', '3', '-x', `http://127.0.0.1:${proxy}`, 'http://wiki.corp.internal/health']);
  const digBy = (dns: number) =>
    runProgram('dig', ['@127.0.0.1', '-p', String(dns), '+tries=1', '+time=2', '+short', 'help.example.com']);

  beforeAll(async () => {
    house = await openHouse();
    await house.call('host.set', { ports: { proxy: await freePort(), dns: await freePort() } });
  });
  afterAll(() => house.remove());

  it('move at once: the new ones answer, the old ones are free, and connections that were cut are told of', async () => {
    const [oldProxy, oldDns] = [await portOf('proxy'), await portOf('dns')];
    const tunnel = await openTunnel(oldProxy);
    const cut = new Promise((resolve) => tunnel.once('close', resolve));
    const [proxy, dns] = [await freePort(), await freePort()];
    expect(await house.call('host.set', { ports: { proxy, dns } })).toEqual({
      remarks: ['1 open connection was cut. Connect again on the new port.'],
    });
    await cut;
    expect([await portOf('proxy'), await portOf('dns')]).toEqual([proxy, dns]);
    expect((await fetchBy(proxy)).stdout).toBe('ok\n');
    expect((await digBy(dns)).stdout).toBe('198.51.100.20\n');
    expect((await fetchBy(oldProxy)).code).toBe(7);
    expect((await digBy(oldDns)).code).toBe(9);
    await expect.poll(async () => (await house.call('snapshot')).flows.total).toBe(0);
    expect((await house.call('visit', { url: 'http://wiki.corp.internal/health' })).answered).toBe(true);
    expect((await house.call('resolve', { name: 'help.example.com' })).status).toBe('NOERROR');
  });

  it('stay all where they are when one of them is taken, and so does everything else that was asked for', async () => {
    const [proxy, dns] = [await portOf('proxy'), await portOf('dns')];
    const before = await house.call('host.show');
    const tunnel = await openTunnel(proxy);
    const taken = await takePort();
    expect(await house.refusal('host.set', { theme: 'dark', ports: { dns: await freePort(), proxy: taken } })).toEqual({
      status: 409,
      code: 'port-taken',
      message: `Port ${taken} is taken by another program, so the proxy stays on ${proxy}.`,
    });
    expect([await portOf('proxy'), await portOf('dns')]).toEqual([proxy, dns]);
    const { theme, ports } = await house.call('host.show');
    expect({ theme, ports }).toEqual({ theme: before.theme, ports: before.ports });
    tunnel.write('still here');
    expect(String((await once(tunnel, 'data'))[0])).toBe('still here');
    expect((await digBy(dns)).stdout).toBe('198.51.100.20\n');
    tunnel.destroy();
  });

  it('are the ones that the next start asks for, and says when another program has them by then', async () => {
    const proxy = await portOf('proxy');
    await house.restart();
    expect(await portOf('proxy')).toBe(proxy);
    await house.kill();
    const squatter = createServer().listen(proxy, '127.0.0.1');
    onTestFinished(() => void squatter.close());
    await once(squatter, 'listening');
    await house.restart();
    const got = await portOf('proxy');
    expect(got).not.toBe(proxy);
    expect((await house.call('snapshot')).remarks).toContain(`Port ${proxy} is taken, so the proxy listens on ${got}.`);
  });

  it('of the views move at the next start, and it says so', async () => {
    const ui = await freePort();
    expect(await house.call('host.set', { ports: { ui } })).toEqual({
      remarks: [`The views move to port ${ui} at the next start.`],
    });
    expect((await house.call('host.show')).ports.ui).toBe(ui);
  });

  it('outside of what there is are refused before anything happens', async () => {
    for (const proxy of [-1, 65_536, 1.5, '40000', null]) {
      expect(await house.refusal('host.set', { ports: { proxy } })).toMatchObject({
        status: 400,
        code: 'bad-request',
        path: 'params.ports.proxy',
      });
    }
  });
});
