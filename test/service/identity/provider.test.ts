import { afterEach, describe, expect, it, vi } from 'vitest';
import { walkSignIn } from '../../../main/identity/walk-sign-in.ts';
import { PlainBrowser } from './plain-browser.ts';
import {
  acceptAlice,
  alice,
  bob,
  captureLog,
  leaveStage,
  memoryKeys,
  openSignIn,
  rawRequest,
  setStage,
  startProvider,
} from './stage.ts';

afterEach(leaveStage);

type Metadata = {
  readonly [name: string]: unknown;
  readonly jwks_uri: string;
  readonly authorization_endpoint: string;
};

async function metadataOf(issuer: string): Promise<Metadata> {
  return (await fetch(`${issuer}/.well-known/openid-configuration`)).json() as Promise<Metadata>;
}

async function signingKeyOf(issuer: string): Promise<unknown> {
  const { keys } = (await (await fetch((await metadataOf(issuer)).jwks_uri)).json()) as {
    keys: { kid: string; d?: string }[];
  };
  expect(keys.map(({ d }) => d)).toEqual([undefined]);
  return keys[0]?.kid;
}

describe('the identity provider', () => {
  it('is bound before it is loaded, and its first request waits for the load', async () => {
    const keys = memoryKeys();
    const provider = await startProvider({ keys });
    expect(keys.kept).toBeUndefined();
    expect((await metadataOf(provider.issuer)).issuer).toBe(provider.issuer);
    expect(keys.kept).toBeDefined();
  });

  it('can be warmed up, more than once, and stores one set of keys', async () => {
    const keys = memoryKeys();
    const write = vi.spyOn(keys, 'write');
    const provider = await startProvider({ keys });
    await Promise.all([provider.warmUp(), provider.warmUp()]);
    await provider.warmUp();
    expect(write).toHaveBeenCalledTimes(1);
  });

  it('offers code with PKCE S256 and signed id tokens', async () => {
    const provider = await startProvider();
    expect(await metadataOf(provider.issuer)).toMatchObject({
      response_types_supported: expect.arrayContaining(['code']),
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
      claims_supported: expect.arrayContaining(['email', 'name', 'groups', 'auth_time']),
    });
  });

  it('keeps its signing key and its port across a restart', async () => {
    const keys = memoryKeys();
    const first = await startProvider({ keys });
    const kid = await signingKeyOf(first.issuer);
    await first.stop();
    const second = await startProvider({ keys, port: Number(new URL(first.issuer).port) });
    expect(second.issuer).toBe(first.issuer);
    expect(await signingKeyOf(second.issuer)).toBe(kid);
  });

  it('takes another port when the wished one is taken, and says so', async () => {
    const log = captureLog();
    const first = await startProvider();
    const { port } = new URL(first.issuer);
    const second = await startProvider({ port: Number(port), log });
    expect(second.issuer).not.toBe(first.issuer);
    expect(log.lines[0]).toMatch(new RegExp(`^port ${port} is taken, so sign-in listens on \\d+$`));
  });

  it('makes new keys when the stored ones are damaged', async () => {
    const keys = memoryKeys();
    keys.kept = { jwks: [], cookieKeys: ['short'] };
    const log = captureLog();
    const provider = await startProvider({ keys, log });
    await provider.warmUp();
    expect(keys.kept?.jwks).toHaveLength(1);
    expect(log.lines.join()).toContain('damaged');
  });

  it('answers under its own name only', async () => {
    const { issuer } = await startProvider();
    const { port, host } = new URL(issuer);
    for (const name of ['attacker.example', `attacker.example:${port}`, `localhost:${port}`, '127.0.0.1']) {
      expect(await rawRequest(`${issuer}/.well-known/openid-configuration`, { host: name })).toBe(421);
    }
    expect(await rawRequest(`${issuer}/.well-known/openid-configuration`, { host })).toBe(200);
  });
});

describe('an authorization request', () => {
  async function statusFor(change: (parameters: URLSearchParams) => void): Promise<{ status: number; url: URL }> {
    const { signIn } = await setStage();
    const url = new URL((await signIn.begin({ judge: acceptAlice })).url);
    change(url.searchParams);
    const { status, url: landed } = await new PlainBrowser().get(url);
    return { status, url: landed };
  }

  it('without PKCE ends in an error', async () => {
    const { url } = await statusFor((parameters) => parameters.delete('code_challenge'));
    expect(url.searchParams.get('error')).toBe('invalid_request');
  });

  it('with plain PKCE ends in an error', async () => {
    const { url } = await statusFor((parameters) => parameters.set('code_challenge_method', 'plain'));
    expect(url.searchParams.get('error')).toBe('invalid_request');
  });

  it.each(['https://attacker.example/callback', 'http://127.0.0.1/elsewhere', 'http://localhost/callback'])(
    'that wants the code sent to %s is refused on a page and redirects nowhere',
    async (redirectUri) => {
      const { status, url } = await statusFor((parameters) => parameters.set('redirect_uri', redirectUri));
      expect(status).toBe(400);
      expect(url.pathname).toBe('/auth');
    },
  );
});

describe('the sign-in page', () => {
  async function openChooser(overrides: Parameters<typeof startProvider>[0] = {}) {
    const provider = await startProvider(overrides);
    const attempt = await openSignIn({ issuer: () => provider.issuer }).begin({ judge: acceptAlice });
    const browser = new PlainBrowser();
    return { provider, attempt, browser, chooser: await browser.get(attempt.url) };
  }

  it('names the team and everybody in it, and says what it is', async () => {
    const { chooser } = await openChooser();
    expect(chooser.text).toMatch(/<h1>(<span>)?Sign in to Acme</);
    expect(chooser.text).toContain('aria-label="Sign in as Alice, alice@example.com"');
    expect(chooser.text).toContain('aria-label="Sign in as Bob, bob@example.com"');
    expect(chooser.text).toContain('These people are emulated and have no passwords.');
    expect(chooser.text).toContain('Not affiliated with Cloudflare.');
  });

  it('allows no script, and forms that lead to itself and to the callback only', async () => {
    const { chooser, attempt } = await openChooser();
    const policy = chooser.headers.get('content-security-policy') ?? '';
    const redirectUri = new URL(attempt.url).searchParams.get('redirect_uri') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`form-action 'self' ${new URL(redirectUri).origin};`);
    expect(policy).not.toContain('script-src');
    expect(chooser.headers.get('cache-control')).toBe('no-store');
  });

  it('shows a name that looks like markup as it is', async () => {
    const mallory = { ...bob, name: '<img src=x onerror=alert(1)>', email: '"><b>@example.com' };
    const { chooser } = await openChooser({ people: () => [mallory] });
    expect(chooser.text).not.toContain('<img');
    expect(chooser.text).not.toContain('<b>');
    expect(chooser.text).toContain('&lt;img src=x');
  });

  it('says that a person is gone when they left the environment meanwhile, and offers the others', async () => {
    let people = [alice, bob];
    const { chooser, browser } = await openChooser({ people: () => people });
    people = [alice];
    const again = await browser.submit(chooser, { person: bob.id });
    expect(again.status).toBe(422);
    expect(again.text).toContain('That person is no longer in this environment.');
    expect((await browser.submit(again, { person: alice.id })).status).toBe(200);
  });

  it('says so when the environment has no people', async () => {
    const { chooser } = await openChooser({ people: () => [] });
    expect(chooser.text).toContain('This environment has no people.');
  });

  it('takes no form from another origin', async () => {
    const { chooser, browser } = await openChooser();
    const status = async (origin: string) => (await browser.submit(chooser, { person: alice.id }, { origin })).status;
    expect(await status('http://127.0.0.1:1')).toBe(403);
    expect(await status('null')).toBe(403);
    expect(await status(chooser.url.origin)).toBe(200);
  });

  it('opens only in the browser that began the sign-in, and once', async () => {
    const { chooser, browser } = await openChooser();
    expect((await new PlainBrowser().get(chooser.url)).text).toContain('This sign-in has ended');
    await browser.submit(chooser, { person: alice.id });
    expect((await browser.get(chooser.url)).text).toContain('This sign-in has ended');
  });

  it('takes no form larger than its own', async () => {
    const { chooser, browser } = await openChooser();
    expect((await browser.submit(chooser, { person: 'x'.repeat(5000) })).status).toBe(400);
  });

  it('gives two emulators in one browser cookies of their own', async () => {
    const names = async () => {
      const { browser } = await openChooser();
      return browser.visited.flatMap(({ headers }) => headers.getSetCookie().map((line) => line.split('=')[0] ?? ''));
    };
    const [mine, other] = [await names(), await names()];
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.filter((name) => other.includes(name))).toEqual([]);
  });
});

describe('walking a sign-in', () => {
  it('fails with the people on offer when the person is not among them', async () => {
    const { signIn } = await setStage();
    const attempt = await signIn.begin({ judge: acceptAlice });
    await expect(walkSignIn(attempt.url, 'carol@example.com')).rejects.toMatchObject({
      code: 'person-not-offered',
      message:
        'Nobody here has the address carol@example.com. The sign-in page offers alice@example.com, bob@example.com.',
    });
  });

  it('says where the provider stopped when the way ends before the callback', async () => {
    const { signIn } = await setStage();
    const url = new URL((await signIn.begin({ judge: acceptAlice })).url);
    url.searchParams.set('redirect_uri', 'http://127.0.0.1/elsewhere');
    await expect(walkSignIn(url.href, alice.email)).rejects.toMatchObject({
      code: 'sign-in-stopped',
      message: expect.stringContaining('invalid_redirect_uri'),
    });
  });
});
