import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { curl } from '../gateway/programs.ts';
import { type SmallWorld, startSmallWorld } from '../gateway/small-world.ts';
import { byHttp, byHttps, bySsh, changeGitHost, type GitClient, host, makeGitClient } from './git-client.ts';

let world: SmallWorld;
let client: GitClient;
beforeEach(async () => {
  world = await startSmallWorld();
  changeGitHost(world, { ports: { '22': 'ssh', '80': 'http', '443': 'https' } });
  client = makeGitClient(world.at);
});
afterEach(async () => {
  client.remove();
  await world.stop();
});

describe.each([
  ['ssh', `ssh://git@${host}/acme.git`],
  ['ssh as scp writes it', `git@${host}:acme.git`],
  ['http', `http://${host}/acme.git`],
  ['https', `https://${host}/acme.git`],
])('git over %s', (_what, url) => {
  it.each(['0', '1', '2'])('clones, pushes and fetches, with version %s of its protocol', async (version) => {
    const speak = ['-c', `protocol.version=${version}`];
    expect(await client.git([...speak, 'clone', '-q', url, 'one'])).toMatchObject({
      code: 0,
      stderr: expect.any(String),
    });
    expect((await client.git(['-C', 'one', 'log', '--format=%s %an'])).stdout).toBe(
      'Say hello Emulated Author\nBegin Emulated Author\n',
    );
    await client.git([...speak, 'clone', '-q', url, 'two']);
    await client.commit('one', 'From one');
    expect(await client.git([...speak, '-C', 'one', 'push', '-q', 'origin', 'main'])).toMatchObject({ code: 0 });
    expect(await client.git([...speak, '-C', 'two', 'pull', '-q'])).toMatchObject({ code: 0 });
    expect((await client.git(['-C', 'two', 'log', '-1', '--format=%s'])).stdout).toBe('From one\n');
    expect((await client.git(['-C', 'two', 'fsck', '--strict'])).code).toBe(0);
  });

  it('says which repository there is when another one is asked for', async () => {
    const { code, stderr } = await client.git(['clone', url.replace('acme.git', 'team/app.git'), 'none']);
    expect(code).toBe(128);
    expect(stderr).toContain('has one repository: /acme.git');
  });

  it('takes three megabytes byte for byte, and gives them back', async () => {
    await client.git(['clone', '-q', url, 'one']);
    const bytes = randomBytes(3 * 1024 * 1024);
    writeFileSync(join(client.folder, 'one', 'random.bin'), bytes);
    await client.git(['-C', 'one', 'add', 'random.bin']);
    await client.commit('one', 'Much');
    expect(await client.git(['-C', 'one', 'push', '-q'])).toMatchObject({ code: 0 });
    await client.git(['clone', '-q', url, 'two']);
    const hash = async (clone: string) => (await client.git(['-C', clone, 'hash-object', 'random.bin'])).stdout;
    expect(await hash('two')).toBe(await hash('one'));
  });
});

it('is the same repository by every way, and of each host its own', async () => {
  await client.git(['clone', '-q', bySsh, 'one']);
  await client.commit('one', 'By ssh');
  await client.git(['-C', 'one', 'push', '-q']);
  const heads = await Promise.all([bySsh, byHttp, byHttps].map((url) => client.git(['ls-remote', url, 'HEAD'])));
  expect(new Set(heads.map(({ stdout }) => stdout)).size).toBe(1);
  const other = await client.git(['ls-remote', 'https://wiki.corp.internal/acme.git', 'HEAD']);
  expect(other.code).toBe(0);
  expect(other.stdout).not.toBe(heads[0]?.stdout);
});

it('begins with the same commits to the hash wherever the emulator runs, made before the emulated week', async () => {
  const other = await startSmallWorld();
  other.environment = world.environment;
  const heads = await Promise.all(
    [client, makeGitClient(other.at)].map(async (each) => {
      const { stdout } = await each.git(['ls-remote', byHttps, 'HEAD']);
      if (each !== client) each.remove();
      return stdout;
    }),
  );
  await other.stop();
  expect(heads[0]).toMatch(/^[0-9a-f]{40}\tHEAD\n$/);
  expect(heads[0]).toBe(heads[1]);
  await client.git(['clone', '-q', byHttps, 'one']);
  expect((await client.git(['-C', 'one', 'log', '--format=%cI'])).stdout).toMatch(/^2026-03-08T.*\n2026-03-06T.*\n$/);
});

it('is told of by the page', async () => {
  const { stdout } = await curl('--socks5-hostname', world.at, `http://${host}/`);
  expect(stdout).toContain('Git can clone /acme.git and push to it.');
});

it.each([
  ['SOCKS', (at: string) => `socks5h://${at}`],
  ['SOCKS with addresses looked up by the client', (at: string) => `socks4a://${at}`],
  ['an HTTP proxy', (at: string) => `http://${at}`],
])('is cloned through %s, by http and https', async (_what, proxyOf) => {
  for (const [index, url] of [byHttp, byHttps].entries()) {
    const cloned = await client.git(['-c', `http.proxy=${proxyOf(world.at)}`, 'clone', '-q', url, String(index)]);
    expect(cloned).toMatchObject({ code: 0 });
  }
});

it('gives an archive over ssh', async () => {
  const archive = await client.git(['archive', `--remote=${bySsh}`, '--format=tar', 'main', 'README.md']);
  expect(archive.code).toBe(0);
  expect(archive.stdout).toContain('This repository on git.corp.internal is emulated');
});

it.each([
  ['an old git, which knows no services', [], '/acme.git/info/refs', 403],
  ['a service that is none', [], '/acme.git/info/refs?service=git-shell', 403],
  ['a repository that is a way out', [], '/../../etc/info/refs?service=git-upload-pack', 404],
  ['a body that is no gzip', ['-H', 'Content-Encoding: gzip', '-d', 'xyz'], '/acme.git/git-upload-pack', 400],
  ['an encoding that nobody knows', ['-H', 'Content-Encoding: br', '-d', 'xyz'], '/acme.git/git-upload-pack', 415],
  ['a body that is no git', ['-d', 'xyz'], '/acme.git/git-receive-pack', 500],
])('answers %s with words and a status', async (_what, args, path, status) => {
  const answer = await curl('-i', '--path-as-is', '--socks5-hostname', world.at, ...args, `http://${host}${path}`);
  expect(answer.stdout).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer.stdout).toContain('content-type: text/plain');
});

it.each([
  ['ssh', bySsh],
  ['https', byHttps],
])('takes no push of more than 64 MiB over %s, and goes on serving', async (_what, url) => {
  await client.git(['clone', '-q', url, 'one']);
  writeFileSync(join(client.folder, 'one', 'long.bin'), randomBytes(65 * 1024 * 1024));
  await client.git(['-C', 'one', '-c', 'core.compression=0', 'add', 'long.bin']);
  await client.commit('one', 'Too much');
  const pushed = await client.git(['-C', 'one', '-c', 'core.compression=0', 'push', '-q'], { limit: 50_000 });
  expect(pushed.code).not.toBe(0);
  expect(pushed.stderr).toContain('pack exceeds maximum allowed size');
  expect((await client.git(['ls-remote', url])).code).toBe(0);
});

it('says that no git was found where there is none, and serves once there is', async () => {
  const { PATH } = process.env;
  process.env.PATH = '/nowhere';
  for (const url of [bySsh, byHttps]) {
    const { code, stderr } = await client.git(['clone', url, 'none']);
    expect(code).toBe(128);
    expect(stderr).toContain('none was found. Install git, then try again.');
  }
  process.env.PATH = PATH;
  expect((await client.git(['clone', '-q', bySsh, 'one'])).code).toBe(0);
});
