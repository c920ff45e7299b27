import type { ClientChannel } from 'ssh2';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Environment } from '../../../app/environment/environment.ts';
import { makeHostKey } from '../../../main/destinations/ssh-host.ts';
import { visit } from '../../../main/gateway/visit.ts';
import { runProgram } from '../../support/host.ts';
import { eventually } from '../gateway/eventually.ts';
import { dialThrough, readToEnd } from '../gateway/raw-client.ts';
import { expired } from '../gateway/scripted-interceptor.ts';
import { type SmallWorld, startSmallWorld } from '../gateway/small-world.ts';
import { openShell, ssh, sshOptions } from './ssh-client.ts';
import { connectSsh } from './ssh2-client.ts';

let world: SmallWorld;
beforeEach(async () => {
  world = await startSmallWorld();
  change({ ports: { '22': 'ssh' } });
});
afterEach(() => world.stop());

function change(facts: Partial<Environment['destinations'][string]>): void {
  const { destinations } = world.environment;
  const { git } = destinations;
  if (git === undefined) throw new Error('the small world has a git host');
  world.environment = { ...world.environment, destinations: { ...destinations, git: { ...git, ...facts } } };
}

const to = 'alice@git.corp.internal';

it('lets anybody in, says on the way that it is emulated, and answers a command', async () => {
  const answer = await ssh(world.at, 'somebody@git.corp.internal', 'whoami');
  expect(answer).toMatchObject({ code: 0, stdout: 'somebody\n' });
  expect(answer.stderr).toContain('git.corp.internal is emulated by the WARP Session Emulator.');
  expect(answer.stderr).toContain('Any user name is let in with any password or key');
});

it.each([
  ['hostname', 0, 'git.corp.internal\n'],
  ['date', 0, 'Mon Mar  9 09:01:12 UTC 2026\n'],
  ['exit 7', 7, ''],
  ['make me a sandwich', 0, 'make me a sandwich\n'],
])('answers %j with status %i', async (command, code, stdout) => {
  expect(await ssh(world.at, to, command)).toMatchObject({ code, stdout });
});

it('has a shell with a terminal: it echoes, edits, writes lines back and leaves with a status', async () => {
  const shell = openShell(world.at, to);
  await eventually(shell.heard).toContain('alice@git:~$ ');
  shell.type('whoamo\x7fi\r');
  await eventually(shell.heard).toMatch(/\r\nalice\r\n.*alice@git:~\$ /);
  shell.type('given up\x03help\r');
  await eventually(shell.heard).toContain('  exit       leaves\r\n');
  shell.type('any line\rexit 3\r');
  expect(await shell.ended).toBe(3);
  expect(shell.heard()).toMatch(/any line\r\n.*any line\r\n/);
});

it('has a shell without a terminal, which ends with its input', async () => {
  const shell = openShell(world.at, to, { terminal: false });
  shell.type('hostname\none more\n');
  await eventually(shell.heard).toMatch(/git\.corp\.internal\none more\n$/);
  shell.process.stdin.end();
  expect(await shell.ended).toBe(0);
});

it('ends a shell whose line has no end', async () => {
  const shell = openShell(world.at, to, { terminal: false });
  shell.type('x'.repeat(1024 * 1024));
  expect(await shell.ended).toBe(1);
  expect(shell.heard()).toContain('This line is too long.');
});

it.each([
  ['rsync --server . notes.txt', 'has no rsync: use scp or sftp.'],
  ['sftp-server', 'ask for the subsystem sftp'],
])('runs no program for %j', async (command, words) => {
  const answer = await ssh(world.at, to, command);
  expect(answer.stderr).toContain(words);
  expect(answer).toMatchObject({ code: 1, stdout: '' });
});

it('opens ten sessions on one connection at a time, and another one when one has ended', async () => {
  const { connection } = await connectSsh(world.proxy, 'git.corp.internal');
  const open = () =>
    new Promise<ClientChannel>((resolve, reject) => {
      connection.shell((fault, channel) => (fault ? reject(fault) : resolve(channel)));
    });
  const [first] = await Promise.all(Array.from({ length: 10 }, open));
  await expect(open()).rejects.toThrow('open failure');
  const closed = new Promise((resolve) => first?.once('close', resolve));
  first?.resume().end('exit\n');
  await closed;
  (await open()).destroy();
  connection.end();
});

it('forwards nothing', async () => {
  const answer = await runProgram('ssh', [...sshOptions(world.at), '-W', '127.0.0.1:80', to]);
  expect(answer.code).not.toBe(0);
  expect(answer.stderr).toMatch(/open failed|prohibited/);
});

it('makes host keys that can be used, every one', async () => {
  const { utils } = (await import('ssh2')).default;
  for (let made = 0; made < 2000; made++) expect(utils.parseKey(await makeHostKey())).not.toBeInstanceOf(Error);
});

it('keeps its host key as long as the emulator runs, whatever becomes of the host', async () => {
  const keyOf = async () => {
    const { stderr } = await runProgram('ssh', ['-v', ...sshOptions(world.at), to, 'exit']);
    return /Server host key: (ssh-ed25519 SHA256:\S+)/.exec(stderr)?.[1];
  };
  const key = await keyOf();
  expect(key).toBeDefined();
  change({ up: false });
  await world.destinations.follow();
  change({ up: true });
  expect(await keyOf()).toBe(key);
});

it('ends open sessions at once when their flow is closed, or the host goes down', async () => {
  const cut = openShell(world.at, to);
  await eventually(cut.heard).toContain('alice@git:~$ ');
  world.gateway.closeFlow(world.interceptor.opened.at(-1) ?? '');
  expect(await cut.ended).toBe(255);
  const left = openShell(world.at, to);
  await eventually(left.heard).toContain('alice@git:~$ ');
  change({ up: false });
  await world.destinations.follow();
  expect(await left.ended).toBe(255);
  await eventually(() => world.gateway.counts()).toEqual({ clients: 0, held: 0, flows: 0 });
});

it('outlives bytes that are no SSH', async () => {
  const socket = await dialThrough(world.proxy, 'git.corp.internal', 22);
  const answer = readToEnd(socket);
  socket.write('GET / HTTP/1.1\r\n\r\n'.repeat(200));
  expect((await answer).bytes.toString()).toMatch(/^SSH-2\.0-warp_session_emulator\r\n/);
  expect(await ssh(world.at, to, 'whoami')).toMatchObject({ code: 0, stdout: 'alice\n' });
});

it('is visited without a login: the visit tells what the server says, or the silence', async () => {
  const go = (url: string, timeout = 10_000) =>
    visit({ proxy: world.proxy, url, timeout, certificate: world.destinations.certificate });
  expect(await go('ssh://git.corp.internal')).toEqual({
    answered: true,
    seen: 'connected, the server says SSH-2.0-warp_session_emulator',
  });
  expect(await go('ssh://wiki.corp.internal:80')).toEqual({
    answered: false,
    seen: 'accepted, then the connection was closed',
  });
  world.interceptor.decide = () => ({ verdict: expired, surface: 'faithful' });
  expect(await go('ssh://git.corp.internal:22', 1000)).toEqual({
    answered: false,
    seen: 'accepted, then silence for 1 s',
  });
});
