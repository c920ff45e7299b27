import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDirectory } from '../../support/host.ts';
import { warpEmu } from '../cli/warp-emu.ts';
import { type House, openHouse } from './house.ts';

const begin = Date.parse('2026-03-02T09:00:00Z');
const hours = (count: number) => count * 3_600_000;

/** Runs in order: each step stands on the one before. */
describe('a bundle of a lockout', { sequential: true }, () => {
  let house: House;
  let other: House;
  const place = makeDirectory();
  const file = join(place, 'lockout.warp-session.json');
  const whole = join(place, 'whole.warp-session.json');
  const at = (directory: string) => ['--data-dir', directory];

  beforeAll(async () => {
    [house, other] = await Promise.all([openHouse(), openHouse()]);
    await house.call('clock.freeze');
    await house.call('clock.to', { at: begin + hours(169) });
    await house.call('visit', { url: 'https://wiki.corp.internal/' });
  });
  afterAll(async () => {
    await Promise.all([house.remove(), other.remove()]);
    rmSync(place, { recursive: true, force: true });
  });

  it('is written by one command, without a name of the run in it', async () => {
    const made = await warpEmu(['bundle', 'export', file, '--json', ...at(house.dataDirectory)]);
    expect(made.exit, made.stderr).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({ file, redacted: true, begins: 'run' });
    const text = readFileSync(file, 'utf8');
    for (const name of ['alice', 'corp.', 'wiki', 'Private range, weekly']) expect(text).not.toContain(name);
  });

  it('replays where nothing is running and nothing is kept, byte-equal in another time zone and language', async () => {
    const replay = (env?: Record<string, string>) => warpEmu(['bundle', 'replay', file, '--json'], env);
    const [one, two] = [await replay(), await replay()];
    const three = await replay({ TZ: 'Pacific/Auckland', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' });
    expect(one.exit, one.stderr).toBe(0);
    expect(JSON.parse(one.stdout)).toMatchObject({ same: true, redacted: true });
    expect(two.stdout).toBe(one.stdout);
    expect(three.stdout).toBe(one.stdout);
  });

  it('has the hash of the run itself when it is whole', async () => {
    await warpEmu(['bundle', 'export', whole, '--whole', ...at(house.dataDirectory)]);
    const { stdout } = await warpEmu(['bundle', 'replay', whole, '--json']);
    expect(JSON.parse(stdout).stateHash.got).toBe((await house.host.inspect()).stateHash);
    expect(readFileSync(whole, 'utf8')).toContain('alice@');
  });

  it('is opened in another house, as a run of its own that stands at its end', async () => {
    const before = (await other.call('snapshot')).run.id;
    const opened = await warpEmu(['bundle', 'open', file, '--json', ...at(other.dataDirectory)]);
    expect(opened.exit, opened.stderr).toBe(0);
    const snapshot = await other.call('snapshot');
    expect(snapshot.run.id).toBe(JSON.parse(opened.stdout).id);
    expect(snapshot.clock).toMatchObject({ mode: 'frozen', now: begin + hours(169) });
    expect((await other.host.inspect()).sentence).toContain('The internal network is dead.');
    const { runs } = await other.call('checkpoint.list');
    expect(runs.map(({ id }) => id)).toEqual([before, snapshot.run.id]);
    expect(runs[1]).toMatchObject({ name: 'lockout.warp-session.json', isCurrent: true });
    await other.restart();
    expect((await other.call('snapshot')).run.id).toBe(snapshot.run.id);
  });

  it('leaves no run behind when it does not come out as it says', async () => {
    const damaged = join(place, 'damaged.warp-session.json');
    writeFileSync(damaged, readFileSync(file, 'utf8').replace('"class":"session"', '"class":"block"'));
    const before = (await other.call('run.list')).length;
    const opened = await warpEmu(['bundle', 'open', damaged, ...at(other.dataDirectory)]);
    expect(opened.exit).toBe(1);
    expect(opened.stderr).toContain('bundle replay');
    expect(await other.call('run.list')).toHaveLength(before);
    const replayed = await warpEmu(['bundle', 'replay', damaged]);
    expect(replayed.exit).toBe(1);
    expect(replayed.stdout).toMatch(/First at command \d+/);
  });
});
