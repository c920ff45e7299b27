import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { visit } from '../../../main/gateway/visit.ts';
import { curl, run } from './programs.ts';
import { type SmallWorld, startSmallWorld } from './small-world.ts';

let world: SmallWorld;
let folder: string;
let ca: string;
beforeAll(async () => {
  world = await startSmallWorld();
  folder = await mkdtemp(join(tmpdir(), 'wse-'));
  ca = join(folder, 'ca.pem');
  await writeFile(ca, (await curl(`http://${world.at}/ca.pem`)).stdout);
});
afterAll(async () => {
  await world.stop();
  await rm(folder, { recursive: true });
});

it.each([
  ['a CONNECT tunnel', ['-x', 'http://AT'], 'wiki.corp.internal'],
  ['SOCKS5', ['--socks5-hostname', 'AT'], 'wiki.corp.internal'],
  ['SOCKS5 by address', ['--socks5', 'AT'], '10.20.0.10'],
])('curl reaches an HTTPS site through %s and trusts the throw-away authority', async (_how, args, host) => {
  const through = args.map((each) => each.replace('AT', world.at));
  const { code, stdout } = await curl(...through, '--cacert', ca, `https://${host}/health`);
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'ok\n' });
});

it('is distrusted without that authority', async () => {
  const { code } = await curl('--socks5-hostname', world.at, 'https://wiki.corp.internal/health');
  expect(code).toBe(60);
});

it('says in the certificate that it must never be installed, and may sign nothing but leaves', async () => {
  const { stdout } = await run('openssl', ['x509', '-in', ca, '-noout', '-text']);
  expect(stdout).toContain('Subject: CN = WARP Session Emulator throw-away CA (never install)');
  expect(stdout).toContain('CA:TRUE, pathlen:0');
  expect(stdout).toContain('prime256v1');
});

it('is visited over HTTPS with that authority only', async () => {
  const url = 'https://wiki.corp.internal/';
  const { certificate } = world.destinations;
  expect(await visit({ proxy: world.proxy, url, certificate })).toEqual({
    answered: true,
    seen: expect.stringMatching(/^HTTP 200, \d+ bytes, title wiki.corp.internal$/),
  });
  const other = await visit({ proxy: world.proxy, url: 'https://10.20.0.30:22/', certificate });
  expect(other.answered).toBe(false);
});
