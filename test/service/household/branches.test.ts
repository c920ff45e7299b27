import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import { replayLog } from '../../../app/session/replay.ts';
import { holdConnection } from '../../support/hold-connection.ts';
import { filesIn, type House, openHouse } from './house.ts';

const begin = Date.parse('2026-03-02T09:00:00Z');
const hours = (count: number) => count * 3_600_000;

/** Runs in order: each step stands on the one before. */
describe('checkpoints and branches', { sequential: true }, () => {
  let house: House;
  let first: string;
  let friday: string;
  let hash: string;

  const run = async () => (await house.call('snapshot')).run.id;
  const node = async (id: string) => (await house.call('checkpoint.list')).runs.find((one) => one.id === id);
  const linesOf = (id: string): LogLine[] =>
    readFileSync(join(house.dataDirectory, 'runs', id, 'segment-000001.jsonl'), 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((line) => JSON.parse(line) as LogLine);

  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
    await house.call('clock.to', { at: begin + hours(104) });
    first = await run();
  });
  afterAll(() => house.remove());

  it('keep a moment by one act, under a name that says it', async () => {
    const made = await house.call('checkpoint.make');
    expect(made).toMatchObject({ run: first, tone: 'calm', at: '2026-03-06T17:00:00Z', usable: true });
    expect(made.name).toBe('Fri 6 Mar 17:00, everything answers');
    friday = made.id;
    hash = (await house.host.inspect()).stateHash;
  });

  it('start a run at that moment with the clock standing, and leave the run before as it was', async () => {
    await house.call('clock.to', { at: begin + hours(169) });
    const dead = (await house.host.inspect()).sentence;
    expect(dead).toContain('The internal network is dead.');
    const { id, at } = await house.call('checkpoint.branch', { id: friday });
    expect(at).toBe('2026-03-06T17:00:00Z');
    const { clock, run: goesOn } = await house.call('snapshot');
    expect({ run: goesOn.id, now: clock.now, mode: clock.mode }).toEqual({
      ...{ run: id, now: begin + hours(104), mode: 'frozen' },
    });
    expect((await house.host.inspect()).stateHash).toBe(hash);
    expect(await node(id)).toMatchObject({
      isCurrent: true,
      origin: { run: first, at: '2026-03-06T17:00:00Z', checkpoint: friday },
      left: { tone: 'calm', environment: 'Acme, one policy' },
    });
    expect(await node(first)).toMatchObject({
      isCurrent: false,
      left: { at: '2026-03-09T10:00:00Z', tone: 'dead', short: 'internal network dead' },
    });
    await house.call('run.open', { id: first });
    expect((await house.host.inspect()).sentence).toBe(dead);
  });

  it('end connections, a sign-in and the notice in the branch, with events that replay', async () => {
    await house.call('checkpoint.branch', { id: friday });
    await house.call('world.set', { atDesk: true });
    const tunnel = await holdConnection(await house.host.address('proxy'), 'git.corp.internal', 22);
    const cut = new Promise((resolve) => tunnel.once('close', resolve));
    await house.call('flow.keep-busy', { id: (await house.call('flow.list', {})).items[0]?.id ?? '', keptBusy: true });
    await house.call('clock.to', { at: begin + hours(168) + 60_000 });
    await house.call('reauth.start', { from: 'settings', open: false });
    const { notices, flows, reauth } = await house.call('snapshot');
    expect([notices.items.at(-1)?.fate, flows.total, reauth === undefined]).toEqual(['seen', 1, false]);
    const { id: made } = await house.call('checkpoint.make', { name: 'in the middle of it' });

    const { id } = await house.call('checkpoint.branch', { id: made, name: 'what if it was closed' });
    await cut;
    const after = await house.call('snapshot');
    expect([after.notices.items.at(-1)?.fate, after.flows.total, after.reauth]).toEqual(['withdrawn', 0, undefined]);
    await house.call('clock.advance', { by: hours(1) });
    const lines = linesOf(id);
    expect(lines[0]?.events.map(({ type }) => type)).toEqual([
      ...['run-branched', 'flow-closed', 'reauth-abandoned', 'notice-withdrawn'],
    ]);
    expect(replayLog(lines)).toMatchObject({ same: true });
    expect((await node(id))?.name).toBe('what if it was closed');
  });

  it('go on after a kill -9 at any moment, none lost that was answered', async () => {
    const answered: string[] = [];
    let isOver = false;
    const making = (async () => {
      while (!isOver) {
        try {
          answered.push((await house.call('checkpoint.make', { name: `n${answered.length}` })).id);
        } catch {
          return;
        }
      }
    })();
    await expect.poll(() => answered.length).toBeGreaterThan(5);
    await house.kill();
    isOver = true;
    await making;
    const before = await lastRun();
    await house.restart();
    expect(await run()).toBe(before);
    const { checkpoints, remarks } = await house.call('checkpoint.list');
    expect(remarks).toEqual([]);
    expect(checkpoints.map(({ id }) => id)).toEqual(expect.arrayContaining([friday, ...answered]));
    expect((await house.call('checkpoint.branch', { id: answered.at(-1) ?? '' })).at).toBeDefined();
  });

  const lastRun = async () =>
    (JSON.parse(readFileSync(join(house.dataDirectory, 'preferences.json'), 'utf8')) as { lastRun: string }).lastRun;

  it('are told apart by a name of their own, which outlives a restart', async () => {
    await house.call('checkpoint.rename', { id: friday, name: 'before the weekend' });
    await house.call('run.rename', { id: first, name: 'as it happened' });
    await house.restart();
    expect((await node(first))?.name).toBe('as it happened');
    const { checkpoints } = await house.call('checkpoint.list');
    expect(checkpoints.find(({ id }) => id === friday)?.name).toBe('before the weekend');
    expect(await house.refusal('run.rename', { id: 'run-1', name: 'x' })).toMatchObject({ code: 'no-such-run' });
    expect(await house.refusal('checkpoint.rename', { id: friday, name: '  ' })).toMatchObject({ status: 400 });
  });

  it('are deleted with a way back, and their branches stay', async () => {
    const branches = (await house.call('checkpoint.list')).runs.filter(({ origin }) => origin?.checkpoint === friday);
    expect(branches.length).toBe(2);
    await house.call('checkpoint.delete', { id: friday });
    expect(await house.refusal('checkpoint.branch', { id: friday })).toMatchObject({ code: 'no-such-checkpoint' });
    expect((await house.call('checkpoint.list')).runs.map(({ id }) => id)).toContain(branches[0]?.id);
    expect((await house.call('checkpoint.restore', { id: friday })).name).toBe('before the weekend');
  });

  it('that are damaged are set aside and said, and the others stay', async () => {
    const file = join(house.dataDirectory, 'checkpoints', `${friday}.json`);
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 100));
    await house.restart();
    const { checkpoints, remarks } = await house.call('checkpoint.list');
    expect(checkpoints.map(({ id }) => id)).not.toContain(friday);
    expect(checkpoints.length).toBeGreaterThan(5);
    expect(remarks).toEqual([expect.stringContaining('A checkpoint could not be read. Its file is kept as')]);
    const kept = filesIn(join(house.dataDirectory, 'aside'));
    expect(Object.keys(kept)).toEqual([`${friday}.json`]);
  });

  it('branch from any moment of the past, in the middle of a jump as well', async () => {
    await house.call('run.open', { id: first });
    const { id, at } = await house.call('checkpoint.branch', { at: begin + hours(150) + 17_000 });
    expect(at).toBe('2026-03-08T15:00:17Z');
    expect((await house.call('snapshot')).clock.now).toBe(begin + hours(150) + 17_000);
    expect(await node(id)).toMatchObject({ origin: { run: first, at } });
    expect((await house.host.inspect()).sentence).toContain('Everything answers.');
  });

  it('find in the run before what was before the branch, and say when a moment can’t be had', async () => {
    const { id } = await house.call('checkpoint.branch', { at: begin + hours(20) });
    expect(await node(id)).toMatchObject({ origin: { run: first, at: '2026-03-03T05:00:00Z' } });
    expect(await house.refusal('checkpoint.branch', { at: begin - 1000 })).toMatchObject({
      code: 'too-early',
      message: 'The run began at Mon 2 Mar 2026 09:00:00. Choose a later moment.',
    });
    expect(await house.refusal('checkpoint.branch', { at: begin + hours(21) })).toMatchObject({ code: 'not-yet' });
    expect(await house.refusal('checkpoint.branch', { at: begin, run: '../runs' })).toMatchObject({
      code: 'no-such-run',
    });
    expect(await house.refusal('checkpoint.branch', {})).toMatchObject({ status: 400 });
  });

  it('are listed without the cards as well, from the logs', async () => {
    const told = async () =>
      (await house.call('checkpoint.list')).runs.map(({ id, origin, left, isCurrent }) =>
        isCurrent ? {} : { id, origin, left },
      );
    const before = await told();
    await house.kill();
    rmSync(join(house.dataDirectory, 'cards'), { recursive: true });
    await house.restart();
    expect(await told()).toEqual(before);
    expect(readdirSync(join(house.dataDirectory, 'cards')).length).toBeGreaterThan(3);
  });

  it('are all driven by the command line', async () => {
    const { run: cli } = house.host;
    const made = JSON.parse((await cli('checkpoint', 'make', 'by hand', '--json')).stdout) as { id: string };
    expect((await cli('checkpoint', 'rename', made.id, 'by command')).stdout).toContain('“by command”');
    const branched = await cli('checkpoint', 'branch', made.id, '--name', 'third try');
    expect(branched.stdout).toContain('goes on from');
    const tree = (await cli('run', 'list')).stdout;
    expect(tree).toMatch(/Acme, one policy +run-\d+-1 +Mon 9 Mar 2026 10:00 +⊘ internal network dead/);
    expect(tree).toMatch(/◆ by command +checkpoint-[0-9a-f]{8}/);
    expect(tree).toMatch(/└ third try .*← goes on/);
    expect((await cli('checkpoint', 'delete', made.id)).stdout).toContain(`warp-emu checkpoint restore ${made.id}`);
    expect((await cli('checkpoint', 'restore', made.id)).code).toBe(0);
    expect((await cli('checkpoint', 'branch')).code).toBe(2);
  });

  it('go with everything else when everything is deleted', async () => {
    await house.call('host.delete-everything', { confirm: 'delete everything' });
    const { runs, checkpoints } = await house.call('checkpoint.list');
    expect([runs.length, checkpoints]).toEqual([1, []]);
  });
});
