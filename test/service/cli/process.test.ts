import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWarpEmu, warpEmu } from './warp-emu.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-process-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('warp-emu as a process', () => {
  it('prints exactly one document and exits 0', async () => {
    await expect(warpEmu(['duration', '168h', '--json'])).resolves.toEqual({
      exit: 0,
      stdout: `${JSON.stringify({ seconds: 604_800, normal: '168h0m0s' }, undefined, 2)}\n`,
      stderr: '',
    });
  });

  it('exits 2 for bad input', async () => {
    const { exit, stdout } = await warpEmu(['duration', '7d', '--json']);
    expect(exit).toBe(2);
    expect(JSON.parse(stdout)).toHaveProperty('error.message', expect.stringContaining('168h0m0s'));
  });

  it('exits 3 when nothing is running', async () => {
    const { exit, stderr } = await warpEmu(['inspect', '--data-dir', '/nowhere/at/all']);
    expect(exit).toBe(3);
    expect(stderr).toContain('Start one with `warp-emu serve`');
  });

  it('answers expressions as they come, one at a time', async () => {
    const { child, output, ended } = startWarpEmu(['expr', 'batch', '-'], {}, 'pipe');
    for (const id of [1, 2]) {
      child.stdin?.write(`{"id": ${id}, "expression": "net.dst.port == ${id}", "context": {"net.dst.port": 1}}\n`);
      await vi.waitFor(() => expect(output.stdout.split('\n')).toHaveLength(id + 1), { timeout: 30_000 });
    }
    child.stdin?.end();
    const { exit, stdout } = await ended;
    expect(exit).toBe(0);
    expect(stdout).toBe('{"id":1,"ok":true,"value":true}\n{"id":2,"ok":true,"value":false}\n');
  });

  it('answers a file that is larger than its memory', async () => {
    const line = { expression: 'net.dst.port == 1', context: { 'net.dst.port': 1 }, padding: 'x'.repeat(2000) };
    const file = join(folder, 'large.jsonl');
    await writeFile(file, `${JSON.stringify(line)}\n`.repeat(60_000));
    const { exit, stdout } = await warpEmu(['expr', 'batch', file], { NODE_OPTIONS: '--max-old-space-size=64' });
    expect(exit).toBe(0);
    expect(stdout.split('\n')).toHaveLength(60_001);
  });

  it('plays the shipped catalogue', async () => {
    const { exit, stdout } = await warpEmu(['scenario', 'run', '--json']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ passed: true });
  });
});
