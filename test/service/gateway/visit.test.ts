import { afterEach, beforeEach, expect, it } from 'vitest';
import { visit } from '../../../main/gateway/visit.ts';
import { expired, verdict } from './scripted-interceptor.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await startSmallWorld({ unreachableAfter: 10, firstBytesWithin: 500 });
});
afterEach(() => world.stop());

const go = (url: string, timeout = 10_000) =>
  visit({ proxy: world.proxy, url, timeout, certificate: world.destinations.certificate });

it.each([
  ['http://wiki.corp.internal/', /^HTTP 200, \d+ bytes, title wiki.corp.internal$/],
  ['http://10.20.0.10/health', /^HTTP 200, 3 bytes$/],
  ['http://[fd00::6]/health', /^HTTP 200, 3 bytes$/],
  ['tcp://git.corp.internal:22', /^connected, 12 bytes echoed$/],
  ['tcp://ns.corp.internal:53', /^connected, \d+ bytes received$/],
  ['udp://ns.corp.internal:53', /^sent, and \d+ bytes came back$/],
  ['udp://10.0.0.53:53', /^sent, and \d+ bytes came back$/],
])('%s answers', async (url, seen) => {
  expect(await go(url)).toEqual({ answered: true, seen: expect.stringMatching(seen) });
});

it('tells silence from a refusal and from a page of the gateway', async () => {
  world.interceptor.decide = () => ({ verdict: expired, surface: 'faithful' });
  await world.destinations.certificate();
  const urls = ['http://wiki.corp.internal/', 'https://wiki.corp.internal/', 'tcp://git.corp.internal:22'];
  for (const seen of await Promise.all(urls.map((url) => go(url, 1500)))) {
    expect(seen).toEqual({ answered: false, seen: 'accepted, then silence for 1.5 s' });
  }
  world.interceptor.decide = () => ({ verdict: expired, surface: 'explain' });
  expect(await go('http://wiki.corp.internal/')).toEqual({
    answered: false,
    seen: 'refused: not allowed by the rules of the proxy',
  });
  world.interceptor.reads = true;
  const page = await go('http://wiki.corp.internal/');
  expect(page).toEqual({
    answered: false,
    seen: expect.stringMatching(/^HTTP 403, \d+ bytes, title Your session expired$/),
  });
  expect((await go('tcp://git.corp.internal:22')).answered).toBe(false);
});

it('tells an unreachable host and an unreachable network', async () => {
  world.interceptor.decide = () => ({
    verdict: verdict({ outcome: 'unreachable', class: 'origin' }),
    surface: 'faithful',
  });
  expect((await go('tcp://git.corp.internal:22')).seen).toBe('unreachable: the host does not answer');
  world.interceptor.decide = () => ({
    verdict: verdict({ outcome: 'bypassed', class: 'split-tunnel' }),
    surface: 'faithful',
  });
  expect((await go('tcp://git.corp.internal:22')).seen).toBe('unreachable: no route to the network');
  expect((await go('udp://ns.corp.internal:53', 1000)).seen).toBe('sent, then silence for 1 s');
});

it.each(['wiki', 'ftp://wiki/', 'tcp://wiki', 'http://'])('refuses to visit %j and says what to write', async (url) => {
  await expect(go(url)).rejects.toMatchObject({ code: 'bad-request' });
});
