import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWarpEmu, warpEmu } from './warp-emu.ts';

const story = '../../../examples/acme/one-policy.environment.yaml';
const environment = fileURLToPath(new URL(story, import.meta.url));

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'warp-emu-story-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const emu = async (...args: string[]) => {
  const { exit, stdout } = await warpEmu([...args, '--json'], { WARP_EMU_DATA_DIR: directory });
  return { exit, json: JSON.parse(stdout) };
};

describe('a session that runs out and comes back, from the command line', () => {
  let host: ReturnType<typeof startWarpEmu>;
  beforeAll(async () => {
    host = startWarpEmu(['serve', '--no-open', '--port', '0', '--data-dir', directory, '--environment', environment]);
    await vi.waitFor(() => expect(host.output.stdout).toContain('Press Ctrl-C to stop'), { timeout: 60_000 });
  });
  afterAll(async () => {
    host.child.kill('SIGKILL');
    await host.ended;
  });

  it('is served where the host says', () => {
    expect(host.output.stdout).toMatch(/^WARP Session Emulator \d/);
    expect(host.output.stdout).toMatch(/is ready: http:\/\/127\.0\.0\.1:\d+\/launch\?token=/);
    expect(host.output.stdout).toMatch(/^ {2}proxy {2}127\.0\.0\.1:\d+ /m);
    expect(host.output.stdout).toMatch(/^ {2}DNS {4}127\.0\.0\.1:\d+ /m);
  });

  it('answers while it is young', async () => {
    await expect(emu('clock', 'freeze')).resolves.toMatchObject({ exit: 0, json: { mode: 'frozen' } });
    const { exit, json } = await emu('visit', 'https://wiki.corp.internal/');
    expect({ exit, json }).toMatchObject({ exit: 0, json: { outcome: 'allowed', class: 'none', answered: true } });
  });

  it('is refused a minute after its limit, and the program sees silence', async () => {
    await expect(emu('clock', 'to', '+168h1m')).resolves.toMatchObject({ exit: 0 });
    const { exit, json } = await emu('visit', 'https://wiki.corp.internal/');
    expect({ exit, json }).toMatchObject({ exit: 1, json: { outcome: 'refused', class: 'session', answered: false } });
    const resolved = await emu('resolve', 'wiki.corp.internal');
    expect(resolved).toMatchObject({ exit: 1, json: { status: 'TIMEOUT', class: 'session' } });
  });

  it('stays refused when somebody else signs in', async () => {
    const { exit, json } = await emu('reauth', '--as', 'bob@example.com');
    expect({ exit, json }).toMatchObject({ exit: 1, json: { outcome: 'refused' } });
    await expect(emu('inspect')).resolves.toMatchObject({ json: { user: 'alice@example.com' } });
  });

  it('comes back when its own person signs in', async () => {
    await expect(emu('reauth', '--as', 'alice@example.com')).resolves.toMatchObject({
      exit: 0,
      json: { outcome: 'completed' },
    });
    await expect(emu('visit', 'https://wiki.corp.internal/')).resolves.toMatchObject({ exit: 0 });
    const { json } = await emu('inspect');
    expect(json.session.ageSeconds).toBe(0);
  });

  it('is shown again by a second launch, which ends', async () => {
    const second = await warpEmu(['serve', '--no-open', '--data-dir', directory]);
    expect(second.exit).toBe(0);
    const address = (text: string) => /http:\/\/[^/]+\/launch\?token=\S+/.exec(text)?.[0] ?? '';
    expect(new URL(address(second.stdout)).host).toBe(new URL(address(host.output.stdout)).host);
    expect(address(second.stdout)).not.toBe(address(host.output.stdout));
  });

  it('ends with the host, in order', async () => {
    host.child.kill('SIGTERM');
    const { exit, stderr } = await host.ended;
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: expect.not.stringContaining('Error') });
    await expect(emu('status')).resolves.toMatchObject({ exit: 3, json: { error: { code: 'not-running' } } });
  });
});
