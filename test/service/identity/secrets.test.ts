import { afterEach, expect, it, vi } from 'vitest';
import { PlainBrowser } from './plain-browser.ts';
import { acceptAlice, alice, bob, captureLog, leaveStage, memoryKeys, openSignIn, startProvider } from './stage.ts';

afterEach(async () => {
  vi.restoreAllMocks();
  await leaveStage();
});

it('no token, code, cookie, state, nonce or key reaches the log, and nothing at all the console', async () => {
  const log = captureLog();
  const keys = memoryKeys();
  const bodies: string[] = [];
  const { fetch } = globalThis;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (...request) => {
    const response = await fetch(...request);
    bodies.push(await response.clone().text());
    return response;
  });
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

  const tokens = bodies.flatMap((body) =>
    [...body.matchAll(/"(?:id_token|access_token)":"([^"]+)"/g)].map(([, token]) => token ?? ''),
  );
  const stored = [...(keys.kept?.cookieKeys ?? []), ...(keys.kept?.jwks.map(({ d }) => d ?? '') ?? [])];
  const secrets = [...browser.secretsSeen(), ...tokens, ...stored];
  expect(tokens.length).toBeGreaterThanOrEqual(6);
  expect(secrets.length).toBeGreaterThan(40);
  expect(log.lines.length).toBeGreaterThan(8);

  // the library warns about Node 20 when it is first imported, which is here
  expect(spoken).toEqual([]);
  const told = [...log.lines, ...spoken].join('\n');
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
});
