import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateCodeVerifier, OAuth2Client } from '@badgateway/oauth2-client';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import { type MutableToken, OAuth2Server } from 'oauth2-mock-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startHost, type TestHost } from '../../support/host.ts';
import { ageOf, type EmulatedHost, leaveHosts, startExpired } from './emulated-host.ts';
import { PlainBrowser } from './plain-browser.ts';

const clientId = 'warp-session-emulator';

describe('a stranger’s client', () => {
  const closing: (() => void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) close();
    await leaveHosts();
  });

  /** An address on loopback as a native app opens one; tells the first request to it. */
  async function openLoopback() {
    const server = createServer((_request, response) => response.end('You can close this window.'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close().closeAllConnections());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  }

  async function signInWithStranger(host: EmulatedHost, person: string) {
    const issuer = (await host.handlers.snapshot({})).addresses.issuer ?? '';
    const client = new OAuth2Client({
      server: issuer,
      clientId,
      discoveryEndpoint: '/.well-known/openid-configuration',
    });
    const redirectUri = await openLoopback();
    const codeVerifier = await generateCodeVerifier();
    const [state, nonce] = ['stranger-state', 'stranger-nonce'];
    const asked = { redirectUri, state, codeVerifier, scope: ['openid', 'profile', 'email', 'groups'] };
    const url = await client.authorizationCode.getAuthorizeUri({ ...asked, extraParams: { nonce } });
    const browser = new PlainBrowser();
    const returned = (await browser.submit(await browser.get(url), { person })).url;
    const redeem = (verifier = codeVerifier) =>
      client.authorizationCode.getTokenFromCodeRedirect(returned, { redirectUri, state, codeVerifier: verifier });
    return { issuer, nonce, redeem };
  }

  const verify = async (token: string, issuer: string): Promise<JWTPayload> => {
    const metadata = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as { jwks_uri: string };
    const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));
    return (await jwtVerify(token, keys, { issuer, audience: clientId, requiredClaims: ['nonce', 'auth_time'] }))
      .payload;
  };

  it('signs somebody in at our provider, verifies the id token, and leaves the session alone', async () => {
    const host = await startExpired();
    const { issuer, nonce, redeem } = await signInWithStranger(host, 'alice');
    const { idToken = '' } = await redeem();
    expect(await verify(idToken, issuer)).toMatchObject({
      ...{ nonce, sub: 'alice', email: 'alice@example.com', name: 'Alice', groups: ['staff'] },
    });
    expect(await ageOf(host)).toBe(169 * 3600);
    await expect(redeem()).rejects.toThrow('invalid_grant');
  });

  it('gets nothing for a code without the verifier that belongs to it', async () => {
    const { redeem } = await signInWithStranger(await startExpired(), 'alice');
    await expect(redeem('x'.repeat(43))).rejects.toThrow('invalid_grant');
  });

  it.each(['wrong-audience', 'wrong-signature', 'wrong-clock'])('refuses the token of %s too', async (trouble) => {
    const { issuer, redeem } = await signInWithStranger(await startExpired({ identity: { trouble } }), 'alice');
    const { idToken = '' } = await redeem();
    await expect(verify(idToken, issuer)).rejects.toThrow(
      { 'wrong-audience': 'aud', 'wrong-signature': 'signature', 'wrong-clock': 'exp' }[trouble],
    );
  });
});

describe('our client at a stranger’s provider', () => {
  const provider = new OAuth2Server();
  let host: TestHost;
  let claims: object = {};
  const asAlice = { sub: 'johndoe', email: 'alice@example.com', name: 'Alice' };

  beforeAll(async () => {
    await provider.issuer.keys.generate('RS256');
    await provider.start(0, '127.0.0.1');
    // The package names itself by `localhost`, which is a name to be resolved.
    provider.issuer.url = `http://127.0.0.1:${provider.address().port}`;
    provider.service.on('beforeTokenSigning', ({ payload }: MutableToken) => {
      Object.assign(payload, claims);
    });
    host = await startHost();
    await host.run('clock', 'freeze');
    const issuer = { url: provider.issuer.url, clientId: 'emulated-client', scope: 'openid email' };
    expect((await host.run('environment', 'set', 'identity.issuer', JSON.stringify(issuer))).code).toBe(0);
  });
  afterAll(async () => {
    await host?.stop();
    await provider.stop();
  });

  async function signIn(told: object) {
    claims = told;
    await host.run('clock', 'advance', '169h');
    const { stdout } = await host.run('reauth', '--as', 'alice@example.com', '--json');
    const { session } = await host.inspect();
    return { ...(JSON.parse(stdout) as { outcome: string; text: string }), age: session?.ageSeconds };
  }

  it('signs in, and the session starts anew', async () => {
    expect(await signIn(asAlice)).toMatchObject({ outcome: 'completed', age: 0 });
  });

  it('is refused as somebody else, and the age stays', async () => {
    const bob = await signIn({ ...asAlice, email: 'bob@example.com' });
    expect(bob).toMatchObject({ outcome: 'refused', text: expect.stringContaining('registered to alice@example.com') });
    expect(bob.age).toBeGreaterThanOrEqual(169 * 3600);
  });

  const now = () => Math.floor(Date.now() / 1000);
  it.each<readonly [string, () => object, string]>([
    ['for somebody else’s client', () => ({ aud: 'another-client' }), '"aud"'],
    ['of another issuer', () => ({ iss: 'http://127.0.0.1:9' }), '"iss"'],
    ['of another sign-in', () => ({ nonce: 'replayed' }), '"nonce"'],
    ['that is over', () => ({ iat: now() - 7200, exp: now() - 3600 }), '"exp"'],
    ['from the future', () => ({ iat: now() + 3600 }), 'made in the future'],
    ['without a mail address', () => ({ email: undefined }), 'email is missing'],
  ])('refuses its token %s', async (_what, wrong, words) => {
    const before = (await host.inspect()).session?.ageSeconds ?? 0;
    const ended = await signIn({ ...asAlice, ...wrong() });
    expect(ended).toMatchObject({ outcome: 'abandoned', text: expect.stringContaining(words) });
    expect(ended.age).toBe(before + 169 * 3600);
  });

  it('says which provider can’t be reached, and leaves no sign-in open', async () => {
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const url = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    gone.close();
    await once(gone, 'close');
    const issuer = { url, clientId: 'emulated-client' };
    await host.run('environment', 'set', 'identity.issuer', JSON.stringify(issuer));
    const { code, stderr } = await host.run('reauth', '--as', 'alice@example.com');
    expect(code).toBe(1);
    expect(stderr).toContain(`The identity provider at ${url} can't be used (nothing answers there).`);
    expect((await host.run('journal')).stdout).toContain('the identity provider could not be reached');
    await host.run('environment', 'undo');
  });

  it('is asked for what the environment demands of it', async () => {
    let asked = new URLSearchParams();
    provider.service.once('beforeAuthorizeRedirect', (_redirect: unknown, { url }: { url: string }) => {
      asked = new URL(url, provider.issuer.url).searchParams;
    });
    await host.run('environment', 'set', 'identity.prompt', 'select-account');
    await host.run('environment', 'set', 'identity.maxAge', '1h');
    expect(await signIn({ ...asAlice, auth_time: now() - 7200 })).toMatchObject({
      outcome: 'abandoned',
      text: expect.stringContaining('End-User authentication'),
    });
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{ prompt: 'select_account', max_age: '3600', client_id: 'emulated-client', code_challenge_method: 'S256' },
      ...{ response_type: 'code', scope: 'openid email', login_hint: 'alice@example.com' },
    });
    expect(await signIn({ ...asAlice, auth_time: now() })).toMatchObject({ outcome: 'completed', age: 0 });
  });
});
