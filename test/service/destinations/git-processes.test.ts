import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scratchName } from '../../../main/destinations/git/left-behind.ts';
import { eventually } from '../gateway/eventually.ts';
import { dialThrough } from '../gateway/raw-client.ts';
import { type SmallWorld, startSmallWorld } from '../gateway/small-world.ts';
import { byHttps, bySsh, changeGitHost, type GitClient, host, makeGitClient } from './git-client.ts';
import { connectSsh } from './ssh2-client.ts';

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

/** Where this process keeps repositories; others run at the same time. */
const scratch = scratchName(process.pid);

/** Command lines of what serves: every program that has its home there. */
function serving(): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const [environment, line] = ['environ', 'cmdline'].map((name) => readFileSync(`/proc/${pid}/${name}`, 'utf8'));
        return environment?.includes(`/${scratch}`) ? [line?.replaceAll('\0', ' ') ?? ''] : [];
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
  return readdirSync(tmpdir()).filter((name) => name.startsWith(scratch));
}

describe.skipIf(!existsSync('/proc/self/cmdline'))('the git of the emulator', () => {
  it('is ended when the flow is closed, the host goes down, or the emulator stops', async () => {
    const ends = [
      () => world.gateway.closeFlow(world.interceptor.opened.at(-1) ?? ''),
      () => {
        changeGitHost(world, { up: false });
        void world.destinations.follow();
      },
      () => void world.destinations.stop(),
    ];
    for (const end of ends) {
      changeGitHost(world, { up: true });
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

  it.each(['ssh', 'http'])('waits for a client that reads nothing over %s, and is ended with it', async (way) => {
    await client.git(['clone', '-q', bySsh, 'one']);
    writeFileSync(join(client.folder, 'one', 'random.bin'), randomBytes(24 * 1024 * 1024));
    await client.git(['-C', 'one', '-c', 'core.compression=0', 'add', 'random.bin']);
    await client.commit('one', 'Much');
    expect((await client.git(['-C', 'one', '-c', 'core.compression=0', 'push', '-q'])).code).toBe(0);
    const head = (await client.git(['-C', 'one', 'rev-parse', 'HEAD'])).stdout.trim();
    const wants = `0032want ${head}\n00000009done\n`;
    let socket: Socket;
    if (way === 'http') {
      socket = await dialThrough(world.proxy, host, 80);
      socket.pause();
      const length = `Content-Length: ${wants.length}`;
      socket.write(`POST /acme.git/git-upload-pack HTTP/1.1\r\nHost: ${host}\r\n${length}\r\n\r\n${wants}`);
    } else {
      const connected = await connectSsh(world.proxy, host);
      socket = connected.socket;
      connected.connection.exec("git-upload-pack '/acme.git'", (_fault, stream) => {
        stream.once('data', () => stream.pause().write(wants));
      });
    }
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
