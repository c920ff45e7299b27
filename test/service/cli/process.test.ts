import { describe, expect, it } from 'vitest';
import { warpEmu } from './warp-emu.ts';

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

  it('plays the shipped catalogue', async () => {
    const { exit, stdout } = await warpEmu(['scenario', 'run', '--json']);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ passed: true });
  });
});
