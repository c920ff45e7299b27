import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type MutableToken, OAuth2Server } from 'oauth2-mock-server';
import { afterEach, expect, it, vi } from 'vitest';
import type { StoredKeys } from '../../../main/identity/keys.ts';
import { leaveHosts, startExpired } from './emulated-host.ts';
import { PlainBrowser } from './plain-browser.ts';
import { acceptAlice, alice, bob, captureLog, leaveStage, memoryKeys, openSignIn, startProvider } from './stage.ts';
import { tapWire } from './wire-tap.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  await leaveStage();
  await leaveHosts();
  await Promise.all(closing.splice(0).map((close) => close()));
});

it('no token, code, cookie, state, nonce or key reaches the log, and nothing at all the console', async () => {
  const log = captureLog();
  const keys = memoryKeys();
  const wire = tapWire();
  const spoken: string[] = [];
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, name).mockImplementation((...parts) => void spoken.push(parts.map(String).join(' ')));
  }

  const provider = await startProvider({ log, keys });
  const signIn = openSignIn({ issuer: () => provider.issuer, log });
  const browser = new PlainBrowser();
  for (const fields of [{ person: alice.id }, { person: bob.id }, { person: 'nobody' }, { cancel: 'yes' }]) {
    const attempt = await signIn.begin({ judge: acceptAlice });
    const last = await browser.submit(await browser.get(attempt.url), fields);
    await browser.get(last.url);
    attempt.cancel();
    await attempt.result;
  }
  const broken = await signIn.begin({
    judge: (person) => Promise.reject(new Error(`cannot store ${JSON.stringify(person)} at ${broken.url}`)),
  });
  await browser.submit(await browser.get(broken.url), { person: alice.id });
  await broken.result;

  const stored = [...(keys.kept?.cookieKeys ?? []), ...(keys.kept?.jwks.map(({ d }) => d ?? '') ?? [])];
  const secrets = [...wire.all(), ...stored];
  expect(wire.of('id_token').length).toBeGreaterThanOrEqual(3);
  expect(secrets.length).toBeGreaterThan(40);
  expect(log.lines.length).toBeGreaterThan(8);

  // the library warns about Node 20 when it is first imported, which is here
  expect(spoken).toEqual([]);
  const told = [...log.lines, ...spoken].join('\n');
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
});

it('no token, code, cookie, state, nonce or verifier of any sign-in is kept on disk, or told by the emulator', async () => {
  const wire = tapWire();
  const stranger = await startStranger();
  const host = await startExpired({ identity: { mfa: 'asked' } });
  const told: string[] = [];
  const stopListening = host.snapshots.onChange(() => told.push(JSON.stringify(host.snapshots.latest())));
  const addresses: string[] = [];
  const browser = new PlainBrowser();
  const signIn = async (...forms: readonly Readonly<Record<string, string>>[]) => {
    const { url, reauthId } = await host.handlers['reauth.start']({ from: 'settings', open: false });
    addresses.push(url);
    let page = await browser.get(url);
    for (const form of forms) page = await browser.submit(page, form);
    await host.handlers['reauth.cancel']({});
    told.push(JSON.stringify(await host.handlers['reauth.wait']({ reauthId, waitFor: 5000 })));
  };
  const set = (path: string, value: string) => host.handlers['environment.set']({ path, value, now: true });

  await signIn({ person: 'alice' }, { 'second-step': 'approve' });
  await signIn();
  await set('identity.prompt', 'login');
  await signIn({ cancel: 'yes' });
  await signIn({ person: 'bob' }, { 'second-step': 'approve' });
  for (const trouble of ['wrong-audience', 'wrong-signature', 'wrong-clock', 'server-error']) {
    await set('identity.trouble', trouble);
    await signIn(...(trouble === 'server-error' ? [] : [{ person: 'alice' }, { 'second-step': 'approve' }]));
  }
  await set('identity.issuer', `{ url: "${stranger}", clientId: stranger }`);
  await signIn();
  host.reportCrash('a test', new Error(`the browser could not be led to ${addresses.at(-1)}`));
  for (const ask of ['snapshot', 'inspect', 'status', 'notices', 'environment.show', 'client.settings'] as const) {
    told.push(JSON.stringify(await host.handlers[ask]({})));
  }
  told.push(JSON.stringify(await host.handlers['journal.page']({ limit: 200 })));
  stopListening();
  await host.stop();

  const files = await readAll(host.dataDirectory);
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/^crashes/)]));
  expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/^runs/)]));
  expect(told.length).toBeGreaterThan(30);
  expect(wire.of('id_token').length).toBeGreaterThanOrEqual(7);
  for (const kind of ['access_token', 'code', 'code_verifier', 'state', 'nonce', 'cookie', 'refresh_token']) {
    expect(wire.of(kind).length, kind).toBeGreaterThanOrEqual(kind === 'refresh_token' ? 1 : 7);
  }
  const places = [...files, ...told.map((text) => ({ name: 'told', text }))];
  const found = wire.all().flatMap((secret) => places.filter(({ text }) => text.includes(secret)));
  expect(found.map(({ name }) => name)).toEqual([]);
  // The search finds what is there.
  expect(places.some(({ text }) => text.includes('alice@example.com'))).toBe(true);
});

it('the keys that sign are kept in one file, which their user alone may read', async () => {
  const host = await startExpired();
  const { url } = await host.handlers['reauth.start']({ from: 'settings', open: false });
  await new PlainBrowser().get(url);
  await host.stop();
  const files = await readAll(host.dataDirectory);
  const keyFile = files.find(({ name }) => name === 'sign-in-keys.json');
  const { jwks, cookieKeys } = JSON.parse(keyFile?.text ?? '{}') as StoredKeys;
  const secrets = [...cookieKeys, ...jwks.map(({ d = '' }) => d)];
  expect(secrets.length).toBeGreaterThanOrEqual(2);
  expect(files.filter(({ text }) => secrets.some((secret) => text.includes(secret)))).toEqual([keyFile]);
  if (process.platform !== 'win32') {
    expect((await stat(join(host.dataDirectory, 'sign-in-keys.json'))).mode & 0o777).toBe(0o600);
  }
});

async function startStranger(): Promise<string> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  closing.push(() => server.stop());
  server.issuer.url = `http://127.0.0.1:${server.address().port}`;
  server.service.on('beforeTokenSigning', ({ payload }: MutableToken) => {
    Object.assign(payload, { email: 'alice@example.com', name: 'Alice' });
  });
  return server.issuer.url;
}

async function readAll(directory: string): Promise<readonly { readonly name: string; readonly text: string }[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.map(async (file) => ({ name: relative(directory, file), text: await readFile(file, 'latin1') })),
  );
}
