import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram, startHost, type TestHost } from '../../support/host.ts';
import { sshOptions } from '../destinations/ssh-client.ts';

const there = 'alice@git.corp.internal:';

/** Runs in order, as one walk: each step stands on the one before. */
describe('the real scp and sftp', { sequential: true }, () => {
  let host: TestHost;
  let proxy: string;
  let folder: string;
  let upload: ChildProcess;
  let ended: Promise<unknown[]>;

  beforeAll(async () => {
    host = await startHost();
    proxy = await host.address('proxy');
    await host.run('clock', 'freeze');
    folder = mkdtempSync(join(tmpdir(), 'warp-emu-test-scp-'));
    writeFileSync(join(folder, 'up.bin'), randomBytes(3 * 1024 * 1024));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await host.stop();
  });

  const here = (name: string) => join(folder, name);
  const scp = (args: readonly string[], limit = 20_000) =>
    runProgram('scp', [...sshOptions(proxy), ...args], { limit });
  const flows = async () => (await host.inspect()).flows;

  it('begins a slow upload at +167h', async () => {
    await host.run('clock', 'to', '+167h');
    // At half a megabyte a second, and held where it is as soon as it is under way.
    upload = spawn('scp', [...sshOptions(proxy), '-l', '4096', here('up.bin'), there], { stdio: 'ignore' });
    ended = once(upload, 'exit');
    await expect.poll(flows, { timeout: 15_000 }).toMatchObject([{ destination: 'git' }]);
    upload.kill('SIGSTOP');
  });

  it('ends it at +169h, while a new one hangs without a word', async () => {
    await host.run('clock', 'to', '+169h');
    expect(upload.exitCode).toBeNull();
    const late = await scp([`${there}readme.txt`, here('late.txt')], 2000);
    expect(late).toMatchObject({ stdout: '', stderr: '' });
    expect(late.code).not.toBe(0);
    upload.kill('SIGCONT');
    expect((await ended)[0]).toBe(0);
  });

  it('gets back byte for byte what was sent across the expiry, after signing in', async () => {
    await host.run('reauth', '--as', 'alice@example.com');
    expect(await scp([`${there}up.bin`, here('down.bin')])).toMatchObject({ code: 0 });
    expect(readFileSync(here('down.bin')).equals(readFileSync(here('up.bin')))).toBe(true);
  });

  it('find nothing of it in the next run', async () => {
    expect(await host.run('run', 'start')).toMatchObject({ code: 0 });
    expect(await scp([`${there}readme.txt`, here('readme.txt')])).toMatchObject({ code: 0 });
    const gone = await scp([`${there}up.bin`, here('gone.bin')]);
    expect(gone.code).not.toBe(0);
    expect(gone.stderr).toContain('No such file or directory');
  });
});
