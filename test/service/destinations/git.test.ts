import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Environment } from '../../../app/environment/environment.ts';
import { eventually } from '../gateway/eventually.ts';
import { curl } from '../gateway/programs.ts';
import { type SmallWorld, startSmallWorld } from '../gateway/small-world.ts';
import { type GitClient, makeGitClient } from './git-client.ts';
import { connectSsh } from './ssh2-client.ts';

let world: SmallWorld;
let client: GitClient;
beforeEach(async () => {
  world = await startSmallWorld();
  change({ ports: { '22': 'ssh', '80': 'http', '443': 'https' } });
  client = makeGitClient(world.at);
});
afterEach(async () => {
  client.remove();
  await world.stop();
});

function change(facts: Partial<Environment['destinations'][string]>): void {
  const { destinations } = world.environment;
  const { git } = destinations;
  if (git === undefined) throw new Error('the small world has a git host');
  world.environment = { ...world.environment, destinations: { ...destinations, git: { ...git, ...facts } } };
}

const host = 'git.corp.internal';

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

const [bySsh, byHttp, byHttps] = [`ssh://git@${host}/acme.git`, `http://${host}/acme.git`, `https://${host}/acme.git`];

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
  ['ssh', bySsh, 'pack exceeds maximum allowed size'],
  ['https', byHttps, 'error: 413'],
])('takes no push of more than 64 MiB over %s, and goes on serving', async (_what, url, words) => {
  await client.git(['clone', '-q', url, 'one']);
  writeFileSync(join(client.folder, 'one', 'long.bin'), randomBytes(65 * 1024 * 1024));
  await client.git(['-C', 'one', '-c', 'core.compression=0', 'add', 'long.bin']);
  await client.commit('one', 'Too much');
  const pushed = await client.git(['-C', 'one', '-c', 'core.compression=0', 'push', '-q'], { limit: 50_000 });
  expect(pushed.code).not.toBe(0);
  expect(pushed.stderr).toContain(words);
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

/** Command lines of what serves: every program that has its home in the emulator's folder. */
function serving(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [environment, line] = ['environ', 'cmdline'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8'));
        return environment?.includes('/warp-emu-git-') ? [line?.replaceAll('\0', ' ') ?? ''] : [];
      } catch {
        return [];
      }
    });
}

it('removes what an emulator left that was killed a day ago, and nothing else', async () => {
  const names = ['warp-emu-git-999999998-old', 'warp-emu-git-999999999-new', `warp-emu-git-${process.pid}-own`];
  const paths = names.map((name) => join(tmpdir(), name));
  const [old = '', fresh = '', own = ''] = paths;
  for (const path of paths) mkdirSync(path);
  const longAgo = new Date(Date.now() - 25 * 60 * 60 * 1000);
  for (const path of [old, own]) utimesSync(path, longAgo, longAgo);
  expect((await client.git(['ls-remote', bySsh])).code).toBe(0);
  expect(paths.map((path) => existsSync(path))).toEqual([false, true, true]);
  for (const path of [fresh, own]) rmSync(path, { recursive: true });
});

function folders(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('warp-emu-git-'));
}

describe.skipIf(!existsSync('/proc/self/cmdline'))('the git of the emulator', () => {
  it('is ended when the flow is closed, the host goes down, or the emulator stops', async () => {
    const ends = [
      () => world.gateway.closeFlow(world.interceptor.opened.at(-1) ?? ''),
      () => {
        change({ up: false });
        void world.destinations.follow();
      },
      () => void world.destinations.stop(),
    ];
    for (const end of ends) {
      change({ up: true });
      const { connection } = await connectSsh(world.proxy, host);
      connection.exec("git-upload-pack '/acme.git'", () => undefined);
      await eventually(() => serving().length).toBe(1);
      end();
      await eventually(() => serving()).toEqual([]);
      connection.destroy();
    }
  });

  it('is ended by a signal of the client, who is told which', async () => {
    const { connection } = await connectSsh(world.proxy, host);
    const told = await new Promise((resolve, reject) => {
      connection.exec("git-upload-pack '/acme.git'", (fault, stream) => {
        if (fault) return reject(fault);
        stream.once('data', () => stream.signal('INT'));
        stream.once('exit', (...end: unknown[]) => resolve(end.slice(0, 2)));
      });
    });
    expect(told).toEqual([null, 'SIGINT']);
    await eventually(() => serving()).toEqual([]);
    connection.end();
  });

  it('waits for a client that reads nothing, and is ended with it', async () => {
    await client.git(['clone', '-q', bySsh, 'one']);
    writeFileSync(join(client.folder, 'one', 'random.bin'), randomBytes(8 * 1024 * 1024));
    await client.git(['-C', 'one', 'add', 'random.bin']);
    await client.commit('one', 'Much');
    await client.git(['-C', 'one', 'push', '-q']);
    const head = (await client.git(['-C', 'one', 'rev-parse', 'HEAD'])).stdout.trim();
    const { connection, socket } = await connectSsh(world.proxy, host);
    connection.exec("git-upload-pack '/acme.git'", (_fault, stream) => {
      stream.once('data', () => {
        stream.pause();
        stream.write(`0032want ${head}\n00000009done\n`);
      });
    });
    await eventually(() => serving().some((line) => line.includes('pack-objects'))).toBe(true);
    socket.destroy();
    await eventually(() => serving()).toEqual([]);
  });

  it('serves 64 clients at a time, tells the next one so, and serves it later', async () => {
    const connections = await Promise.all(Array.from({ length: 8 }, () => connectSsh(world.proxy, host)));
    for (const { connection } of connections) {
      for (let channel = 0; channel < 8; channel++) connection.exec("git-upload-pack '/acme.git'", () => undefined);
    }
    await eventually(() => serving().length).toBe(64);
    for (const url of [bySsh, byHttps]) {
      expect((await client.git(['ls-remote', url])).stderr).toContain('64 clients are being served. Try again later.');
    }
    for (const { connection } of connections) connection.end();
    await eventually(() => serving()).toEqual([]);
    expect((await client.git(['ls-remote', bySsh])).code).toBe(0);
  });

  it('leaves no process and no folder behind after 200 clones', { timeout: 180_000 }, async () => {
    const before = folders();
    const clone = async (index: number) => {
      const url = index % 2 === 0 ? bySsh : byHttps;
      expect(await client.git(['clone', '-q', url, `clone-${index}`])).toMatchObject({ code: 0 });
    };
    for (let first = 0; first < 200; first += 8) {
      await Promise.all(Array.from({ length: 8 }, (_, index) => clone(first + index)));
    }
    await eventually(() => serving()).toEqual([]);
    expect(folders().length).toBe(before.length + 1);
    await world.stop();
    expect(folders()).toEqual(before);
    world = await startSmallWorld();
  });
});
