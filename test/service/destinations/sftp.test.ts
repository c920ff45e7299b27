import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runProgram } from '../../support/host.ts';
import { eventually } from '../gateway/eventually.ts';
import { type SmallWorld, startSmallWorld } from '../gateway/small-world.ts';
import { changeGitHost, host } from './git-client.ts';
import { sshOptions } from './ssh-client.ts';
import { connectSsh } from './ssh2-client.ts';

let world: SmallWorld;
let folder: string;
beforeEach(async () => {
  world = await startSmallWorld();
  changeGitHost(world, { ports: { '22': 'ssh' } });
  folder = mkdtempSync(join(tmpdir(), 'warp-emu-test-sftp-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await world.stop();
});

const there = `alice@${host}:`;
const here = (name: string) => join(folder, name);
const scp = (...args: readonly string[]) => runProgram('scp', [...sshOptions(world.at), ...args], { limit: 40_000 });

/** Runs commands of the real sftp, which stops at the first that fails unless it begins with "-". */
function sftp(...commands: readonly string[]) {
  writeFileSync(here('batch'), `${commands.join('\n')}\n`);
  return runProgram('sftp', [...sshOptions(world.at), '-b', here('batch'), `alice@${host}`]);
}

it('has a file to copy, which says where one is', async () => {
  expect(await scp(`${there}readme.txt`, here('readme.txt'))).toMatchObject({ code: 0 });
  expect(readFileSync(here('readme.txt'), 'utf8')).toContain('This host is emulated.');
});

it('takes three random megabytes by scp and gives them back byte for byte, with their rights and times', async () => {
  const bytes = randomBytes(3 * 1024 * 1024 + 17);
  writeFileSync(here('up.bin'), bytes, { mode: 0o640 });
  expect(await scp('-p', here('up.bin'), `${there}copy.bin`)).toMatchObject({ code: 0 });
  expect(await scp('-p', `${there}copy.bin`, here('down.bin'))).toMatchObject({ code: 0 });
  expect(readFileSync(here('down.bin')).equals(bytes)).toBe(true);
  const [up, down] = [statSync(here('up.bin')), statSync(here('down.bin'))];
  expect(down.mode).toBe(up.mode);
  expect(Math.floor(down.mtimeMs / 1000)).toBe(Math.floor(up.mtimeMs / 1000));
});

it('copies whole folders up and down', async () => {
  mkdirSync(here('tree/deep/er'), { recursive: true });
  writeFileSync(here('tree/one.txt'), 'one');
  writeFileSync(here('tree/deep/zażółć.txt'), 'two');
  writeFileSync(here('tree/deep/er/empty'), '');
  expect(await scp('-r', here('tree'), `${there}/tmp/`)).toMatchObject({ code: 0 });
  expect(await scp('-r', `${there}/tmp/tree`, here('back'))).toMatchObject({ code: 0 });
  const list = (name: string) => readdirSync(here(name), { recursive: true }).toSorted();
  expect(list('back')).toEqual(list('tree'));
  expect(readFileSync(here('back/deep/zażółć.txt'), 'utf8')).toBe('two');
});

it('does in a batch of sftp what one does with files', async () => {
  writeFileSync(here('a'), 'first');
  writeFileSync(here('b'), ' and second');
  const answer = await sftp(
    ...['pwd', `put ${here('a')} work`, 'mkdir box', 'rename work box/work', 'chmod 600 box/work', 'ls -l box'],
    ...[
      'cd box',
      `put ${here('b')} other`,
      'rename other work',
      `get work ${here('c')}`,
      'rm work',
      'cd ..',
      'rmdir box',
    ],
    'ls -1',
  );
  expect(answer).toMatchObject({ code: 0 });
  expect(answer.stdout).toContain('Remote working directory: /home');
  expect(answer.stdout).toMatch(/-rw------- +1 1000 +1000 +5 Mar {2}9 09:01 work/);
  expect(answer.stdout).toMatch(/ls -1\nreadme\.txt\n$/);
  expect(readFileSync(here('c'), 'utf8')).toBe(' and second');
});

it.each([
  ['get nothing.txt', 'not found'],
  ['rm tmp', 'No such file or directory'],
  ['rmdir /home', 'Failure'],
  ['mkdir /tmp', 'Failure'],
  ['ln -s readme.txt link', 'Operation unsupported'],
])('answers %j with a failure, and goes on', async (command, words) => {
  const answer = await sftp(`-${command}`, 'ls -1');
  expect(answer).toMatchObject({ code: 0 });
  expect(answer.stderr).toContain(words);
  expect(answer.stdout).toContain('readme.txt');
});

it('keeps files while the emulator runs, and each host its own', async () => {
  writeFileSync(here('a'), 'kept');
  await scp(here('a'), there);
  const { destinations } = world.environment;
  const { git, wiki } = destinations;
  if (git === undefined || wiki === undefined) throw new Error('the small world has both');
  world.environment = { ...world.environment, destinations: { ...destinations, git: { ...git, up: false } } };
  await world.destinations.follow();
  const also = { ...wiki, ports: { '22': 'ssh' } } as const;
  world.environment = { ...world.environment, destinations: { ...destinations, wiki: also } };
  expect(await scp(`${there}a`, here('b'))).toMatchObject({ code: 0 });
  expect((await scp(`alice@wiki.corp.internal:a`, here('c'))).code).not.toBe(0);
});

it('says that it is full, keeps what it had, and takes more once there is room', async () => {
  writeFileSync(here('long'), randomBytes(10 * 1024 * 1024));
  expect(await scp(here('long'), `${there}one`)).toMatchObject({ code: 0 });
  const second = await scp(here('long'), `${there}two`);
  expect(second.code).not.toBe(0);
  expect(second.stderr).toContain('The 16 MiB of the emulated host are full: remove something first.');
  expect(await scp(`${there}one`, here('back'))).toMatchObject({ code: 0 });
  expect(readFileSync(here('back')).equals(readFileSync(here('long')))).toBe(true);
  expect(await sftp('rm one', 'rm two')).toMatchObject({ code: 0 });
  expect(await scp(here('long'), `${there}two`)).toMatchObject({ code: 0 });
});

it('takes 200 files and folders, and no more', async () => {
  mkdirSync(here('many'));
  for (let index = 0; index < 200; index++) writeFileSync(here(`many/${index}`), '');
  const copied = await scp('-r', here('many'), there);
  expect(copied.code).not.toBe(0);
  expect(copied.stderr).toContain('has 200 files and folders, and takes no more.');
});

it('refuses the old protocol of scp, and says what to do', async () => {
  const answer = await scp('-O', `${there}readme.txt`, here('readme.txt'));
  expect(answer.code).not.toBe(0);
  expect(answer.stderr).toContain('copies by SFTP only: leave out the option -O');
});

it('stops answering whoever reads nothing, so that its memory stays small', async () => {
  writeFileSync(here('long'), randomBytes(8 * 1024 * 1024));
  await scp(here('long'), `${there}long`);
  const { connection, socket } = await connectSsh(world.proxy, host);
  const session = await new Promise<import('ssh2').SFTPWrapper>((resolve, reject) => {
    connection.sftp((fault, started) => (fault ? reject(fault) : resolve(started)));
  });
  const handle = await new Promise<Buffer>((resolve) => session.open('long', 'r', (_fault, opened) => resolve(opened)));
  const before = process.memoryUsage().arrayBuffers;
  socket.pause();
  // Each asks for 32 KiB with some fifty bytes: 640 MiB in all.
  const into = Buffer.allocUnsafe(32 * 1024);
  for (let index = 0; index < 20_000; index++) session.read(handle, into, 0, into.length, index, () => undefined);
  await eventually(() => socket.writableLength).toBe(0);
  expect(await scp(`${there}readme.txt`, here('readme.txt'))).toMatchObject({ code: 0 });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  socket.destroy();
});
