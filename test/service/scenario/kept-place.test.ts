import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPlayFile } from '../../../main/adapters/play-file.ts';
import { runCommand } from '../../support/host.ts';
import { acmeFiles, monday } from '../../support/scenarios.ts';
import { type House, openHouse } from '../household/house.ts';

describe('the place in a scenario that is played, once the emulator was closed', () => {
  let house: House;
  let folder: string;
  let file: string;
  const place = (...names: readonly string[]) => join(house.dataDirectory, ...names);
  const remarks = async () =>
    (await house.call('snapshot')).remarks.filter((one) => !/^(Port |The run|A new)/.test(one));
  const play = async () => (await house.call('scenario.show', {})).play;
  const lastSegment = () => {
    const { run } = JSON.parse(readFileSync(place('play', 'place.json'), 'utf8').split('\n')[1] ?? '').parts[0];
    return place('runs', run, 'segment-000001.jsonl');
  };
  /** Changes what is kept, while the emulator is closed. */
  const alter = async (
    change: (
      kept: NonNullable<Exclude<Awaited<ReturnType<ReturnType<typeof openPlayFile>['read']>>, string>>,
    ) => object,
  ) => {
    const kept = await openPlayFile(house.dataDirectory).read();
    if (kept === undefined || kept === 'unreadable') throw new Error('nothing is kept');
    await openPlayFile(house.dataDirectory).write({ ...kept, ...change(kept) });
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kept-place-'));
    file = join(folder, monday[0]);
    for (const [name, text] of [monday, ...acmeFiles]) writeFileSync(join(folder, name), text);
    house = await openHouse();
    await house.host.run('scenario', 'play', file);
  });
  afterEach(async () => {
    await house.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is the same as before, and leads to the same end', async () => {
    await house.call('scenario.step', {});
    await house.call('scenario.step', {});
    const before = { play: await play(), told: await house.host.run('scenario', 'playing') };
    expect(before.play?.next).toBe(2);
    await house.restart();
    expect(await remarks()).toEqual([]);
    expect((await house.call('snapshot')).plays).toBeGreaterThan(0);
    expect({ play: await play(), told: await house.host.run('scenario', 'playing') }).toEqual(before);

    await house.call('scenario.step', { to: 'end' });
    await house.kill();
    await house.restart();
    const headless = JSON.parse((await runCommand('scenario', 'run', file, '--json')).stdout);
    expect((await house.call('inspect')).stateHash).toBe(headless.scenarios[0].stateHash);

    await house.call('scenario.branch', { branch: 'signs in in time' });
    await house.call('scenario.step', {});
    const branched = await play();
    await house.restart();
    expect(await play()).toEqual(branched);
    await house.call('scenario.branch', {});
    expect((await house.call('inspect')).stateHash).toBe(headless.scenarios[0].stateHash);
  });

  it('is that of the scenario as it was, and says so when its file is another now, or gone', async () => {
    const before = await play();
    writeFileSync(file, monday[1].replaceAll('12h', '13h'));
    await house.restart();
    expect(await remarks()).toEqual([
      'monday.scenario.yaml has changed since it was started. The scenario goes on as it was; start it anew to play it as it is now.',
    ]);
    expect(await play()).toEqual(before);
    rmSync(file);
    await house.restart();
    expect((await remarks())[0]).toMatch(/^monday\.scenario\.yaml can’t be read any more\./);
    expect(await play()).toEqual(before);
  });

  it('stays while another run goes on, and is back with its own', async () => {
    await house.call('scenario.step', {});
    const before = await play();
    await house.call('run.start', { start: 'per-application' });
    await house.restart();
    expect(await play()).toBeUndefined();
    await house.call('run.open', { id: before?.run ?? '' });
    expect(await play()).toEqual(before);
  });

  it('is set aside when it can’t be read, and its run goes on', async () => {
    const { run } = (await play()) ?? {};
    await house.host.stop();
    truncateSync(place('play', 'place.json'), 300);
    await house.restart();
    expect(await remarks()).toEqual([
      `The place in the scenario that was played could not be read. Its runs are there; its file is kept as ${place('aside', 'play.json')}.`,
    ]);
    expect(await play()).toBeUndefined();
    expect((await house.call('snapshot')).run.id).toBe(run);
  });

  it('is set aside when a run of it is gone', async () => {
    const { run = '' } = (await play()) ?? {};
    await house.host.stop();
    rmSync(place('runs', run), { recursive: true });
    await house.restart();
    expect(await remarks()).toEqual([
      `A run of “A push before the expiry” is gone, so it can’t be played on. Start it anew; its place is kept as ${place('aside', 'play.json')}.`,
    ]);
  });

  it('goes back to what the log holds when that lost its end', async () => {
    await house.call('scenario.step', { to: 'end' });
    await house.host.stop();
    const lines = readFileSync(lastSegment(), 'utf8').trimEnd().split('\n');
    writeFileSync(lastSegment(), `${lines.slice(0, -1).join('\n')}\n`);
    await house.restart();
    expect(await remarks()).toEqual([]);
    expect((await play())?.next).toBe(5);
    await house.host.stop();
    writeFileSync(lastSegment(), `${lines.slice(0, -3).join('\n')}\n`);
    await house.restart();
    expect((await remarks())[0]).toMatch(
      /^The log of the run lost its end, so “A push before the expiry” goes on with step 4\./,
    );
  });

  it('goes on before a step that was begun while other things happened, in a run that branches off there', async () => {
    await house.call('scenario.step', {});
    const { run = '' } = (await play()) ?? {};
    const { revision } = await house.call('snapshot');
    await house.call('world.set', { online: false });
    await house.host.stop();
    await alter(({ parts: [trunk, ...more] }) => ({ parts: [{ ...trunk, playingAfter: revision }, ...more] }));
    await house.restart();
    expect(await remarks()).toEqual([
      `The emulator ended in the middle of step 2 of “A push before the expiry” while other things happened. It goes on before that step, in a run that branched off there; the run before is kept as ${run}.`,
    ]);
    expect((await play())?.next).toBe(1);
    await house.call('scenario.step', { to: 'end' });
    const headless = JSON.parse((await runCommand('scenario', 'run', file, '--json')).stdout);
    expect((await house.call('inspect')).stateHash).toBe(headless.scenarios[0].stateHash);
  });

  it('takes up a branch whose run was begun and not noted any more', async () => {
    await house.call('scenario.step', { to: 'end' });
    await house.call('scenario.branch', { branch: 'does nothing' });
    const before = await play();
    await house.host.stop();
    await alter(({ parts: [trunk] }) => ({ parts: [trunk], beginning: 'does nothing' }));
    await house.restart();
    expect(await play()).toEqual(before);
  });

  it('counts as data, is in no bundle, and goes with the scenario that is left and with everything', async () => {
    expect(existsSync(place('play', 'place.json'))).toBe(true);
    const bundle = join(folder, 'run.warp-session.json');
    expect((await house.host.run('bundle', 'export', bundle)).code).toBe(0);
    expect(readFileSync(bundle, 'utf8')).not.toContain('A push before the expiry');
    await house.call('scenario.stop', {});
    expect(readdirSync(place('play'))).toEqual([]);
    await house.restart();
    expect(await play()).toBeUndefined();

    await house.host.run('scenario', 'play', file);
    const { bytes } = await house.call('host.show');
    const { size } = { size: readFileSync(place('play', 'place.json')).length };
    expect(size).toBeGreaterThan(1000);
    expect(bytes.total - bytes.runs - bytes.logs - bytes.aside).toBeGreaterThan(size);
    await house.call('host.delete-everything', { confirm: 'delete everything' });
    expect(existsSync(place('play'))).toBe(false);
    expect(await play()).toBeUndefined();
    await house.restart();
    expect(await play()).toBeUndefined();
  });
});
