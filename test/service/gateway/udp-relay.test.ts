import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { hour } from '../../../app/time/instant.ts';
import { encodeSocksDatagram } from '../../../app/wire/socks5-datagram.ts';
import { start } from '../../support/worlds.ts';
import { leaveHosts, startEmulator } from '../identity/emulated-host.ts';
import { eventually } from './eventually.ts';
import { expired, verdict } from './scripted-interceptor.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';
import { associate, dnsQuery, readAnswer, type UdpClient } from './udp-client.ts';

let world: SmallWorld | undefined;
const clients: UdpClient[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.leave();
  await world?.stop();
  world = undefined;
  await leaveHosts();
});

async function startWorld(limits: Parameters<typeof startSmallWorld>[0] = {}): Promise<SmallWorld> {
  world = await startSmallWorld(limits);
  return world;
}

async function join(proxy: SmallWorld['proxy']): Promise<UdpClient> {
  const client = await associate(proxy);
  clients.push(client);
  return client;
}

/** Sockets for datagrams in this process; one of them is the small world's resolver. */
const openUdp = () => process.getActiveResourcesInfo().filter((name) => name === 'UDPWrap').length;
const wiki = (id: number, from = '10.0.0.53:53') => ({ from, id, addresses: ['10.20.0.10'] });

describe('the private resolver behind the relay', () => {
  it('answers before the expiry and never after it, while another resolver still does', async () => {
    const host = await startEmulator({
      destinations: { dns2: { host: 'ns2.lab.internal', address: '172.16.0.53', ports: { 53: 'dns' } } },
    });
    const { addresses } = await host.handlers.inspect({});
    const port = Number(addresses.proxy?.split(':')[1]);
    const client = await join({ host: '127.0.0.1', port });
    client.ask('10.0.0.53', 1, 'wiki.corp.internal');
    await eventually(() => client.received.map(readAnswer)).toEqual([wiki(1)]);
    expect((await host.handlers.inspect({})).flows).toMatchObject([{ destination: 'dns1' }]);

    await host.handlers['clock.to']({ at: start + 169 * hour });
    await eventually(async () => (await host.handlers.inspect({})).flows).toEqual([]);
    client.ask('10.0.0.53', 2, 'help.example.com');
    client.ask('172.16.0.53', 3, 'help.example.com');
    await eventually(() => client.received.length).toBe(2);
    const { from, id } = readAnswer(client.received[1] ?? expect.fail());
    expect({ from, id }).toEqual({ from: '172.16.0.53:53', id: 3 });
    const told = await host.handlers.visit({ url: 'udp://10.0.0.53:53' });
    expect(told).toMatchObject({ answered: false, seen: 'sent, then silence for 3 s' });
    expect(told.explanation.verdict).toMatchObject({ outcome: 'refused', class: 'session', policy: { id: 'P1' } });
  });
});

describe('a UDP association', () => {
  it('asks once for each place, and answers come from the address of the place', async () => {
    const { interceptor, proxy, gateway } = await startWorld();
    const client = await join(proxy);
    for (const id of [1, 2]) client.ask('NS.corp.internal.', id, 'wiki.corp.internal');
    await eventually(() => client.received.map(readAnswer)).toEqual([wiki(1), wiki(2)]);
    client.ask('10.0.0.53', 3, 'wiki.corp.internal');
    await eventually(() => client.received.length).toBe(3);
    expect(interceptor.attempts).toEqual([
      { host: 'ns.corp.internal', port: 53, protocol: 'udp' },
      { host: '10.0.0.53', port: 53, protocol: 'udp' },
    ]);
    expect(interceptor.touches.get('flow-1')).toBeGreaterThanOrEqual(4);
    const asked = 2 * dnsQuery(1, 'wiki.corp.internal').length;
    const answered = client.received.slice(0, 2).reduce((sum, { data }) => sum + data.length, 0);
    expect(gateway.flowBytes().get('flow-1')).toEqual({ up: asked, down: answered });
  });

  it('ends with its connection, and so do its flows and sockets', async () => {
    const { interceptor, proxy, gateway } = await startWorld();
    await eventually(openUdp).toBe(1);
    const client = await associate(proxy);
    client.ask('10.0.0.53', 1, 'wiki.corp.internal');
    await eventually(() => client.received.length).toBe(1);
    expect(openUdp()).toBe(1 + 3);
    client.leave();
    await eventually(() => gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
    await eventually(openUdp).toBe(1);
    expect(interceptor.closed).toEqual(['flow-1']);
  });

  it('ends when its client has finished sending, and when the gateway stops', async () => {
    const { proxy, gateway } = await startWorld();
    await eventually(openUdp).toBe(1);
    const [first, second] = [await associate(proxy), await associate(proxy)];
    first.control.resume().end();
    await once(first.control, 'close');
    second.control.resume();
    await Promise.all([gateway.stop(), once(second.control, 'close')]);
    for (const { socket } of [first, second]) socket.close();
    await eventually(openUdp).toBe(1);
  });

  it('is silent about a refusal on every surface, and asks again with the next datagram', async () => {
    const { interceptor, proxy, gateway } = await startWorld();
    const { decide } = interceptor;
    const client = await join(proxy);
    for (const [index, surface] of (['faithful', 'explain'] as const).entries()) {
      interceptor.decide = () => ({ verdict: expired, surface });
      client.ask('10.0.0.53', index, 'wiki.corp.internal');
      await eventually(() => interceptor.attempts.length).toBe(index + 1);
    }
    interceptor.decide = decide;
    client.ask('10.0.0.53', 7, 'wiki.corp.internal');
    await eventually(() => client.received.map(readAnswer)).toEqual([wiki(7)]);
    expect(gateway.counts().flows).toBe(1);
  });

  it('asks anew when the engine has closed the flow', async () => {
    const { interceptor, proxy, gateway } = await startWorld();
    const client = await join(proxy);
    client.ask('10.0.0.53', 1, 'wiki.corp.internal');
    await eventually(() => client.received.length).toBe(1);
    gateway.closeFlow('flow-1');
    client.ask('10.0.0.53', 2, 'wiki.corp.internal');
    await eventually(() => client.received.length).toBe(2);
    expect(interceptor.opened).toEqual(['flow-1', 'flow-2']);
    expect(interceptor.closed).toEqual([]);
  });

  it('drops fragments, nonsense and what others send, and goes on', async () => {
    const { interceptor, proxy, lines } = await startWorld();
    const client = await join(proxy);
    const { relay, socket } = client;
    const whole = encodeSocksDatagram({ host: '10.0.0.53', port: 53, data: dnsQuery(1, 'wiki.corp.internal') });
    const fragment = Uint8Array.from(whole);
    fragment[2] = 1;
    const stranger = createSocket('udp4');
    const sent = (from: typeof stranger, bytes: Uint8Array) =>
      new Promise((resolve) => from.send(bytes, relay.port, relay.host, resolve));
    await sent(stranger, whole);
    await sent(socket, fragment);
    await sent(socket, whole.subarray(0, 5));
    await sent(socket, Uint8Array.of());
    expect(interceptor.attempts).toEqual([]);
    client.ask('10.0.0.53', 2, 'wiki.corp.internal');
    await eventually(() => client.received.map(readAnswer)).toEqual([wiki(2)]);
    expect(interceptor.attempts).toHaveLength(1);
    expect(lines).toEqual([expect.stringContaining('without the header of SOCKS5')]);
    stranger.close();
  });

  it('keeps no flow of what takes no UDP', async () => {
    const { interceptor, proxy, gateway } = await startWorld();
    const client = await join(proxy);
    for (const port of [80, 443, 80]) {
      const { length } = interceptor.closed;
      client.socket.send(
        encodeSocksDatagram({ host: '10.20.0.10', port, data: Uint8Array.of(1) }),
        client.relay.port,
        client.relay.host,
      );
      await eventually(() => interceptor.closed.length).toBe(length + 1);
    }
    expect(gateway.counts().flows).toBe(0);
  });

  it('reaches an echo, and a server of the user’s own on loopback', async () => {
    const world = await startWorld();
    const own = createSocket('udp4');
    own.on('message', (message, { port, address }) => own.send(`own ${message}`, port, address));
    own.bind(0, '127.0.0.1');
    await once(own, 'listening');
    const { wiki } = world.environment.destinations;
    if (wiki === undefined) throw new Error('no wiki');
    const ports = { '7': 'udp-echo', '9': { upstream: `127.0.0.1:${own.address().port}` } } as const;
    world.environment = { ...world.environment, destinations: { wiki: { ...wiki, ports } } };
    const client = await join(world.proxy);
    for (const [port, answer] of [
      [7, 'hello'],
      [9, 'own hello'],
    ] as const) {
      client.received.length = 0;
      const data = Buffer.from('hello');
      client.socket.send(encodeSocksDatagram({ host: wiki.host, port, data }), client.relay.port, client.relay.host);
      await eventually(() => client.received.map((one) => `${one.host}:${one.port} ${Buffer.from(one.data)}`)).toEqual([
        `${wiki.address}:${port} ${answer}`,
      ]);
    }
    own.close();
  });

  it('forgets the place that was not used for longest when there are too many', async () => {
    const { interceptor, proxy, gateway } = await startWorld({ udpDestinations: 2 });
    interceptor.decide = () => ({ verdict: verdict(), surface: 'faithful', target: { destination: 'dns1', port: 53 } });
    const client = await join(proxy);
    for (const [index, host] of ['10.0.0.1', '10.0.0.2', '10.0.0.1', '10.0.0.3'].entries()) {
      client.ask(host, index, 'wiki.corp.internal');
      await eventually(() => client.received.length).toBe(index + 1);
    }
    expect(interceptor.closed).toEqual(['flow-2']);
    expect(gateway.counts().flows).toBe(2);
  });

  it('is one of a bounded number', async () => {
    const { proxy, lines, gateway } = await startWorld({ udpAssociations: 1 });
    const first = await associate(proxy);
    await expect(associate(proxy)).rejects.toThrow('general-failure');
    expect(lines).toEqual([expect.stringContaining('UDP association was refused')]);
    first.leave();
    await eventually(() => gateway.counts().clients).toBe(0);
    expect((await join(proxy)).relay.port).toBeGreaterThan(0);
  });
});
