import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { findChromium } from '../../support/chromium.ts';
import { makeDirectory, startHost, type TestHost } from '../../support/host.ts';

const path = await findChromium();
const patience = { timeout: 20_000, interval: 50 };

/** Runs in order: one data directory, two starts of the emulator. */
describe.skipIf(path === undefined)('the browser that goes through the emulator', { sequential: true }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'warp-emu-browser-'));
  const program = join(folder, 'browser');
  const pids = join(folder, 'pids');
  const dataDirectory = makeDirectory();
  let beside: Server;
  let host: TestHost;
  const connections: Browser[] = [];

  beforeAll(async () => {
    beside = createServer((_request, response) => response.end('beside the emulator')).listen(0, '127.0.0.1');
    // Names nobody has lead to a server of this test, so that nothing leaves the machine.
    const names = '--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1';
    const sandbox = process.getuid?.() === 0 ? '--no-sandbox' : '';
    writeFileSync(
      program,
      `#!/bin/sh\necho $$ >> '${pids}'\nexec '${path}' --headless=new --remote-debugging-port=0 ${sandbox} '${names}' "$@"\n`,
    );
    chmodSync(program, 0o755);
    host = await start();
  });
  afterEach(async () => {
    for (const connection of connections.splice(0)) await connection.close();
  });
  afterAll(async () => {
    await host.stop();
    for (const pid of startedPids().filter(isAlive)) process.kill(pid, 'SIGKILL');
    await vi.waitFor(() => expect(startedPids().filter(isAlive)).toEqual([]), patience);
    beside.close();
    for (const place of [folder, dataDirectory]) rmSync(place, { recursive: true, force: true, maxRetries: 5 });
  });

  const start = () => startHost({ dataDirectory, env: { ...process.env, DISPLAY: '', WARP_EMU_BROWSER: program } });
  const startedPids = () => (existsSync(pids) ? readFileSync(pids, 'utf8').trim().split('\n').map(Number) : []);
  const profiles = () =>
    readdirSync(join(dataDirectory, 'programs'))
      .filter((name) => name.startsWith('browser-'))
      .map((name) => join(dataDirectory, 'programs', name));

  /** The first page of the browser with a profile. */
  async function firstPageOf(profile: string): Promise<Page> {
    const file = join(profile, 'DevToolsActivePort');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').includes('\n'), patience).toBe(true);
    const [port] = readFileSync(file, 'utf8').split('\n');
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    connections.push(browser);
    const pages = () => browser.contexts()[0]?.pages() ?? [];
    await expect.poll(() => pages().length, patience).toBeGreaterThan(0);
    const [page] = pages();
    if (page === undefined) throw new Error('the browser has no page');
    return page;
  }

  it('opens an emulated HTTPS site without a complaint, in a profile of its own', async () => {
    expect(await host.run('open', 'browser', '--json')).toMatchObject({
      code: 0,
      stdout: '{\n  "opened": "browser"\n}\n',
    });
    expect(profiles()).toHaveLength(1);
    const page = await firstPageOf(profiles()[0] ?? '');
    await page.waitForURL('https://wiki.corp.internal/');
    expect(await page.innerText('body')).toContain('You got through.');
    expect(await page.evaluate(() => isSecureContext)).toBe(true);
    const settings = JSON.parse(readFileSync(join(profiles()[0] ?? '', 'Local State'), 'utf8'));
    expect(settings.dns_over_https.mode).toBe('off');
  });

  it('carries nothing that is not emulated', async () => {
    const page = await firstPageOf(profiles()[0] ?? '');
    const { port } = beside.address() as AddressInfo;
    await page.goto(`http://not-emulated.test:${port}/`);
    expect(await page.innerText('body')).toBe('beside the emulator');
    expect((await host.run('journal')).stdout).not.toContain('not-emulated');
  });

  it('finds the site dead after the expiry', async () => {
    const page = await firstPageOf(profiles()[0] ?? '');
    await host.run('clock', 'freeze');
    await host.run('clock', 'to', '+169h');
    await expect(page.goto('https://hr.corp.internal/', { timeout: 2000 })).rejects.toThrow(/Timeout/);
  });

  it('outlives the emulator, whose next start has another authority and hence another profile', async () => {
    const [first = 0] = startedPids();
    const [profile = ''] = profiles();
    await host.stop();
    expect(isAlive(first)).toBe(true);
    host = await start();
    await host.run('reauth', '--as', 'alice@example.com');
    expect(await host.run('open', 'browser', 'https://hr.corp.internal/')).toMatchObject({ code: 0 });
    expect(profiles()).toHaveLength(2);
    expect(profiles()).toContain(profile);
    const page = await firstPageOf(profiles().find((one) => one !== profile) ?? '');
    await page.waitForURL('https://hr.corp.internal/');
    expect(await page.innerText('body')).toContain('You got through.');
  });

  it('is closed, and its profile gone, when everything is deleted', async () => {
    const [, second = 0] = startedPids();
    expect(await host.run('host', 'delete-everything', '--yes')).toMatchObject({ code: 0 });
    expect(isAlive(second)).toBe(false);
    expect(existsSync(join(dataDirectory, 'programs'))).toBe(false);
  });

  it('opens nothing but web addresses', async () => {
    for (const url of ['file:///etc/passwd', 'javascript:1', '--gpu-launcher=sh']) {
      expect(await host.run('open', 'browser', '--', url)).toMatchObject({ code: 2 });
    }
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
