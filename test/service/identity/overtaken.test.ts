import { afterEach, describe, expect, it } from 'vitest';
import { ageOf, type EmulatedHost, leaveHosts, startExpired } from './emulated-host.ts';
import { PlainBrowser } from './plain-browser.ts';

afterEach(leaveHosts);

const start = (host: EmulatedHost) => host.handlers['reauth.start']({ from: 'settings', open: false });
const openOf = async (host: EmulatedHost) => (await host.handlers.snapshot({})).reauth;

describe('a second sign-in while one is open', () => {
  it('takes over; the first window says so and changes nothing, the second gets in', async () => {
    const host = await startExpired();
    const first = await start(host);
    const browser = new PlainBrowser();
    const left = await browser.get(first.url);
    const second = await start(host);
    expect(await host.handlers['reauth.wait']({ reauthId: first.reauthId, waitFor: 5000 })).toMatchObject({
      outcome: 'abandoned',
      text: expect.stringContaining('another sign-in was started'),
    });

    expect((await browser.submit(left, { person: 'alice' })).text).toContain('A newer sign-in took over');
    expect(await ageOf(host)).toBe(169 * 3600);
    const page = await browser.get(second.url);
    expect(page.text).toContain('Signed in as Alice');
    expect(await ageOf(host)).toBe(0);
  });

  it('wins even when both begin at once, and only it can be cancelled', async () => {
    const host = await startExpired();
    const [first, second] = await Promise.all([start(host), start(host)]);
    expect((await openOf(host))?.id).toBe(second.reauthId);
    await host.handlers['reauth.cancel']({});
    const ends = [first, second].map(({ reauthId }) => host.handlers['reauth.wait']({ reauthId, waitFor: 5000 }));
    expect((await Promise.all(ends)).map(({ text }) => text)).toEqual([
      expect.stringContaining('another sign-in was started'),
      expect.stringContaining('it was cancelled'),
    ]);
    expect(await openOf(host)).toBeUndefined();
  });
});

describe('a page behind the expired policy', () => {
  const blocked = {
    identity: { host: 'sso.corp.internal' },
    destinations: { sso: { host: 'sso.corp.internal', address: '10.20.0.5', ports: { 443: 'https' } } },
    gateway: { surface: 'explain' },
  };

  it('is booked with the sign-in that it belongs to, and with no other', async () => {
    const host = await startExpired(blocked);
    const first = await start(host);
    const second = await start(host);
    const stale = await new PlainBrowser().get(first.url);
    expect(stale.status).toBe(403);
    expect(await openOf(host)).not.toHaveProperty('blocked');

    const page = await new PlainBrowser().get(second.url);
    expect(page.status).toBe(403);
    expect(page.text).toContain('You need this page to sign in, so you can’t get out of this by yourself.');
    expect(await openOf(host)).toMatchObject({ blocked: { host: 'sso.corp.internal', class: 'session' } });
  });

  it('loads in the same window once the administrator has let it through', async () => {
    const host = await startExpired({ ...blocked, assumptions: { policyEditDelay: '2m' } });
    const { url } = await start(host);
    const browser = new PlainBrowser();
    const refused = await browser.get(url);
    await host.handlers['environment.set']({
      path: 'policies.P1.traffic',
      value: 'net.dst.ip in {10.0.0.0/8} and not net.dst.ip in {10.20.0.5 10.0.0.53}',
    });
    expect(refused.text).toContain('for sso.corp.internal and the resolver that knows its name before “Private range”');
    expect((await browser.get(refused.url)).status).toBe(403);
    await host.handlers['clock.advance']({ by: 121_000 });
    const chooser = await browser.get(refused.url);
    expect(chooser.text).toContain('Sign in to Acme');
    await browser.submit(chooser, { person: 'alice' });
    expect(await ageOf(host)).toBe(0);
  });
});
