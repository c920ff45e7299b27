import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDirectory, runCommand } from '../../support/host.ts';
import { type House, openHouse } from '../household/house.ts';

const disk = makeDirectory();
const isMounted = mountSmallDisk(disk);
afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

/** A disk of 2 MB that a test can fill; only root may mount one. */
function mountSmallDisk(directory: string): boolean {
  if (process.platform !== 'linux') return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', directory], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const lack = isMounted ? '' : ' (skipped: no disk can be mounted here)';
const filler = join(disk, 'filler');

/** Writes until nothing more goes in. */
function fillDisk(): void {
  const file = openSync(filler, 'a');
  try {
    for (let size = 64 * 1024; size > 0; size = Math.floor(size / 2)) {
      try {
        for (;;) writeSync(file, Buffer.alloc(size, 'x'));
      } catch {
        // Smaller pieces may still go in.
      }
    }
  } finally {
    closeSync(file);
  }
}

/** Runs in order: each step stands on the one before. */
describe.skipIf(!isMounted)(`a disk that runs full under the running app${lack}`, { sequential: true }, () => {
  let house: House;
  let run: string;
  const dataDirectory = join(disk, 'data');
  const segment = () => join(dataDirectory, 'runs', run, 'segment-000001.jsonl');
  const set = (name: string, isUp: boolean) =>
    ({ path: `destinations.${name}.up`, value: String(isUp) }) as { path: string; value: string };

  beforeAll(async () => {
    mkdirSync(dataDirectory);
    house = await openHouse({ dataDirectory });
    await house.call('clock.freeze');
    run = (await house.call('snapshot')).run.id;
    await house.call('environment.set', set('wiki', false));
  });
  afterAll(async () => {
    rmSync(filler, { force: true });
    await house?.remove();
  });

  it('has each change refused with place and remedy, and what it shows is what is kept', async () => {
    fillDisk();
    const before = (await house.call('snapshot')).revision;
    let last = { status: 200, code: '', message: '' };
    // What room is left in the last block of the log is used up first.
    for (let count = 0; last.code === '' && count < 200; count += 1) {
      const value = 'x'.repeat(1000 + count);
      last = await house
        .refusal('environment.set', { path: 'team.name', value: value.slice(0, 200) })
        .catch(() => last);
      if (last.code === '') await house.call('edit.undo').catch(() => undefined);
    }
    expect(last).toEqual({
      status: 409,
      code: 'disk-full',
      message: `Could not write ${segment()}: the disk is full. Free some space and try again.`,
    });
    expect((await house.call('snapshot')).revision).toBeGreaterThanOrEqual(before);
    expect((await house.refusal('run.start')).code).toBe('disk-full');
    expect((await house.call('snapshot')).run.id).toBe(run);
    expect(await house.call('run.list')).toHaveLength(1);
    expect(await house.refusal('host.set', { theme: 'dark' })).toMatchObject({
      code: 'disk-full',
      message: `Could not write ${join(dataDirectory, 'preferences.json')}: the disk is full. Free some space and try again.`,
    });
    expect((await house.call('host.show')).theme).toBe('system');
    expect(await house.call('status')).toEqual({ status: 'Connected' });
  });

  it('loses nothing that was acknowledged when it is killed then', async () => {
    const shown = await house.call('environment.show');
    const { revision } = await house.call('snapshot');
    await house.kill();
    const failed = await runCommand('serve', '--no-open', '--data-dir', dataDirectory);
    expect({ code: failed.code, stderr: failed.stderr.trim() }).toEqual({
      code: 1,
      stderr: `The disk that holds the data directory ${dataDirectory} is full: free some space or choose another place with --data-dir or WARP_EMU_DATA_DIR.`,
    });
    rmSync(filler);
    await house.restart();
    expect(await house.call('environment.show')).toEqual(shown);
    expect((await house.call('snapshot')).revision).toBe(revision);
    expect((await house.call('snapshot')).remarks.join('\n')).not.toContain('damaged');
  });

  it('goes on when there is room again, by itself and without a gap', async () => {
    await house.call('clock.follow', { speed: 3600 });
    fillDisk();
    // A lookup falls due every few minutes of virtual time, many times a real second.
    await expect
      .poll(async () => (await house.call('snapshot')).remarks, { timeout: 20_000 })
      .toContain(`Could not write ${segment()}: the disk is full. Free some space and try again.`);
    const { revision } = await house.call('snapshot');
    const bytes = statSync(segment()).size;
    rmSync(filler);
    await expect
      .poll(async () => (await house.call('snapshot')).revision, { timeout: 20_000 })
      .toBeGreaterThan(revision);
    expect((await house.call('snapshot')).remarks.join('\n')).not.toContain('the disk is full');
    expect(statSync(segment()).size).toBeGreaterThan(bytes);
    await house.call('clock.freeze');
    await house.call('environment.set', set('hr', false));
    const numbers = readFileSync(segment(), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line).n);
    expect(numbers).toEqual(numbers.map((_n, index) => index + 1));
    await house.restart();
    expect((await house.call('snapshot')).edits.undo).toBe('hr: up is false');
  });
});
