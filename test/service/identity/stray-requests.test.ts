import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Behaviour } from '../../../main/identity/behaviour.ts';
import { refreshPath } from '../../../main/identity/refresh-path.ts';
import { PlainBrowser } from './plain-browser.ts';
import { acceptAlice, alice, bob, leaveStage, openSignIn, plainBehaviour, rawRequest, startProvider } from './stage.ts';

afterEach(leaveStage);

async function begin(behaviour: Partial<Behaviour> = {}, parameters: Readonly<Record<string, string>> = {}) {
  const provider = await startProvider({ behaviour: { ...plainBehaviour, ...behaviour } });
  const attempt = await openSignIn({ issuer: () => provider.issuer }).begin({ judge: acceptAlice });
  const url = new URL(attempt.url);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const browser = new PlainBrowser();
  return { provider, attempt, browser, url, first: await browser.get(url) };
}

const withSecondStep: Partial<Behaviour> = { asked: () => ['account', 'credentials', 'mfa'] };
const remembering: Partial<Behaviour> = { silentPerson: () => alice.id, asked: () => [] };

describe('the second step', () => {
  it('counts for the person it was asked of, whoever the form names', async () => {
    const signedIn = vi.fn(async () => {});
    const { browser, first, attempt } = await begin({ ...withSecondStep, signedIn });
    const second = await browser.submit(first, { person: alice.id });
    expect(second.text).toContain('alice@example.com');
    expect(second.text).not.toContain('type="hidden"');

    const asBob = await browser.submit(second, { person: bob.id, 'second-step': 'approve' });
    expect(asBob.text).toContain('Approve the sign-in');
    expect(asBob.text).toContain('bob@example.com');
    expect(signedIn).not.toHaveBeenCalled();

    await browser.submit(await browser.submit(asBob, { person: alice.id }), { 'second-step': 'approve' });
    expect(await attempt.result).toMatchObject({ outcome: 'signed-in', email: alice.email });
  });

  it('can’t be answered before anybody was chosen', async () => {
    const { browser, first } = await begin(withSecondStep);
    expect((await browser.submit(first, { 'second-step': 'approve' })).text).toContain('Choose who you are.');
  });

  it('stands there again when its page is loaded anew, and choosing somebody else leaves it', async () => {
    const { browser, first } = await begin(withSecondStep);
    await browser.submit(first, { person: alice.id });
    const again = await browser.get(first.url);
    expect(again.text).toContain('Approve the sign-in');
    expect((await browser.submit(again, { again: 'yes' })).text).toContain('Choose who you are.');
    expect((await browser.get(first.url)).text).toContain('Choose who you are.');
  });
});

describe('a client that demands more than the environment', () => {
  it.each([{ prompt: 'login' }, { prompt: 'select_account' }, { max_age: '1' }])(
    'has its demand %o passed to the provider’s rules',
    async (parameters) => {
      const silent = vi.fn(() => undefined);
      const { first } = await begin({ silentPerson: silent }, parameters);
      expect(first.text).toContain('Choose who you are.');
      expect(silent).toHaveBeenCalledWith(
        'max_age' in parameters
          ? { maxAge: 1000 }
          : { prompt: parameters.prompt === 'login' ? 'login' : 'select-account' },
      );
    },
  );

  it.each(['login', 'select_account'])('and asks with prompt=%s gets in once', async (prompt) => {
    const { browser, first, attempt } = await begin({}, { prompt });
    await browser.submit(first, { person: alice.id });
    expect((await attempt.result).outcome).toBe('signed-in');
  });
});

describe('a request that nobody made in a window', () => {
  const headers: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['as an image', { 'sec-fetch-dest': 'image' }],
    ['as a frame', { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' }],
    ['by a script', { 'sec-fetch-dest': 'empty' }],
    ['ahead of the person', { 'sec-fetch-dest': 'document', 'sec-purpose': 'prefetch;prerender' }],
  ];

  it.each(headers)('%s opens no page and begins no refresh', async (_how, sent) => {
    const refreshIdentity = vi.fn(async () => '/');
    const admit = vi.fn(plainBehaviour.admit);
    const { provider, url } = await begin({ refreshIdentity, admit });
    const { host } = new URL(provider.issuer);
    admit.mockClear();
    expect(await rawRequest(`${provider.issuer}${refreshPath}`, { host, ...sent })).toBe(403);
    expect(await rawRequest(url.href, { host, ...sent })).toBe(403);
    expect(refreshIdentity).not.toHaveBeenCalled();
    expect(admit).not.toHaveBeenCalled();
  });

  it('is let in when it comes from a window', async () => {
    const refreshIdentity = vi.fn(async () => '/');
    const { provider } = await begin({ refreshIdentity });
    const { host } = new URL(provider.issuer);
    const sent = { host, 'sec-fetch-dest': 'document' };
    expect(await rawRequest(`${provider.issuer}${refreshPath}`, sent)).toBe(302);
    expect(await rawRequest(`${provider.issuer}${refreshPath}`, sent, 'HEAD')).not.toBe(302);
    expect(refreshIdentity).toHaveBeenCalledTimes(1);
  });
});

it('HEAD signs nobody in, though the browser is remembered', async () => {
  const signedIn = vi.fn(async () => {});
  const provider = await startProvider({ behaviour: { ...plainBehaviour, ...remembering, signedIn } });
  const attempt = await openSignIn({ issuer: () => provider.issuer }).begin({ judge: acceptAlice });
  const browser = new PlainBrowser();
  await browser.getUpTo(attempt.url, /^\/sign-in\//);
  const page = browser.visited.at(-1)?.headers.get('location') ?? '';
  const { host } = new URL(provider.issuer);
  const cookie = browser.cookiesFor(new URL(page, provider.issuer));
  expect(await rawRequest(`${provider.issuer}${page}`, { host, cookie }, 'HEAD')).toBe(405);
  expect(signedIn).not.toHaveBeenCalled();
  expect(await rawRequest(`${provider.issuer}${page}`, { host, cookie })).toBe(303);
  expect(signedIn).toHaveBeenCalledTimes(1);
});
