import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGateway } from '../../../main/gateway/listener.ts';
import { makePac } from '../../../main/gateway/pac.ts';
import { makeEnvironment, type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await startSmallWorld();
});
afterEach(() => world.stop());

it('takes the next port when the wanted one is taken, and says so', async () => {
  const options = {
    interceptor: world.interceptor,
    port: world.proxy.port,
    log: { info: () => undefined, warn: () => undefined },
    environment: makeEnvironment,
    connect: world.destinations.connect,
    datagrams: world.destinations.datagrams,
    authority: world.destinations,
  };
  const second = createGateway(options);
  const report = await second.start();
  expect(report).toEqual({ port: expect.any(Number), wanted: world.proxy.port, taken: true });
  expect(report.port).not.toBe(world.proxy.port);
  await second.stop();
  await world.gateway.stop();
  const third = createGateway(options);
  expect(await third.start()).toEqual({ port: world.proxy.port, wanted: world.proxy.port, taken: false });
  await third.stop();
});

it('sends a browser to the proxy for emulated destinations only', () => {
  const context: { FindProxyForURL?: (url: string, host: string) => string } = {};
  const small = makeEnvironment();
  const records = [{ name: 'docs.corp.internal', type: 'CNAME', host: 'wiki.corp.internal' }] as const;
  runInNewContext(makePac({ ...small, dns: { ...small.dns, records } }, '127.0.0.1:40000'), context);
  const find = (host: string) => context.FindProxyForURL?.(`http://${host}/`, host);
  for (const host of [
    'wiki.corp.internal',
    'WIKI.corp.internal',
    'wiki.corp.internal.',
    'docs.corp.internal',
    '10.20.0.10',
    'fd00::6',
    '[fd00::6]',
  ]) {
    expect(find(host)).toBe('PROXY 127.0.0.1:40000');
  }
  for (const host of [
    'corp.internal',
    'x.wiki.corp.internal',
    'example.com',
    '10.20.0.11',
    'constructor',
    '127.0.0.1',
  ]) {
    expect(find(host)).toBe('DIRECT');
  }
});

it('keeps a PAC file a PAC file, whatever a destination is called', () => {
  const { wiki } = makeEnvironment().destinations;
  const destinations = wiki === undefined ? {} : { odd: { ...wiki, host: '"};throw 1;//\u2028é</script>' } };
  const text = makePac({ ...makeEnvironment(), destinations }, '127.0.0.1:1');
  expect(text).toMatch(/^[\x20-\x7e\n]*$/);
  expect(() => runInNewContext(text)).not.toThrow();
});
