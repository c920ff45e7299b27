import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdConnection } from '../../support/hold-connection.ts';
import { filesIn, type House, openHouse } from './house.ts';

const begin = Date.parse('2026-03-02T09:00:00Z');

/** Runs in order: each step stands on the one before. */
describe('runs', { sequential: true }, () => {
  let house: House;
  const flows = async () => (await house.call('snapshot')).flows.total;
  const run = async () => (await house.call('snapshot')).run.id;
  const logOf = (id: string) => readFileSync(join(house.dataDirectory, 'runs', id, 'segment-000001.jsonl'), 'utf8');
  const filesOf = (id: string) => filesIn(join(house.dataDirectory, 'runs', id));

  beforeAll(async () => {
    house = await openHouse();
    await house.call('clock.freeze');
  });
  afterAll(() => house.remove());

  let first: string;
  let kept: ReturnType<typeof filesIn>;

  it('start over as they began, with what was open ended and the run before kept', async () => {
    first = await run();
    await house.call('environment.set', { path: 'destinations.wiki.up', value: 'false' });
    await house.call('clock.advance', { by: 3_600_000 });
    const tunnel = await holdConnection(await house.host.address('proxy'), 'git.corp.internal', 22);
    const cut = new Promise((resolve) => tunnel.once('close', resolve));
    const { reauthId } = await house.call('reauth.start', { from: 'settings', open: false });
    expect(await flows()).toBe(1);

    const { id } = await house.call('run.start', {});
    await cut;
    const { user, environment, clock, session, reauth, edits, remarks, journal } = await house.call('snapshot');
    expect(await run()).toBe(id);
    expect(environment.name).toBe('Acme, one policy');
    expect(session?.authenticatedAt).toBe(begin);
    expect(clock.now - begin).toBeLessThan(60_000);
    expect(user?.id).toBe('alice');
    expect({ reauth, edits: edits.undo, flows: await flows() }).toEqual({
      reauth: undefined,
      edits: undefined,
      flows: 0,
    });
    expect(remarks).toContain(`A new run was started. The run before it is kept as ${first}.`);
    expect(journal.every(({ at }) => at - begin < 60_000)).toBe(true);
    expect(await house.call('reauth.wait', { reauthId, waitFor: 5000 })).toMatchObject({ outcome: 'abandoned' });
    kept = filesOf(first);
    const lines = logOf(first);
    expect(lines).toContain('"why":"another run was opened"');
    expect(lines).toContain('flow-closed');
  });

  it('start with another environment, and are listed with which of them goes on', async () => {
    const { id } = await house.call('run.start', { start: 'per-application' });
    const runs = await house.call('run.list');
    expect(runs.filter(({ isCurrent }) => isCurrent).map((one) => one.id)).toEqual([id]);
    expect(runs.map((one) => one.id)).toContain(first);
    expect(runs.every(({ bytes }) => bytes > 0)).toBe(true);
    const sizes = Object.values(filesOf(first)).map(({ bytes }) => bytes);
    expect(runs.find((one) => one.id === first)?.bytes).toBe(sizes.reduce((sum, bytes) => sum + bytes, 0));
  });

  it('leave the files of the run before as they were, byte for byte, also after a kill -9 and a restart', async () => {
    await house.call('clock.advance', { by: 3_600_000 });
    await house.kill();
    await house.restart();
    expect(filesOf(first)).toEqual(kept);
  });

  it('go on where an earlier one left off, with its edits still to undo', async () => {
    await house.call('run.open', { id: first });
    const { clock, edits, destinations } = await house.call('snapshot');
    expect(await run()).toBe(first);
    expect(clock.now - begin - 3_600_000).toBeLessThan(60_000);
    expect(destinations.items.find(({ name }) => name === 'wiki')).toMatchObject({ reachable: false });
    expect(edits.undo).toBe('wiki: up is false');
    await house.restart();
    expect(await run()).toBe(first);
    await house.call('edit.undo');
  });

  it('end what a killed process had open, and say so', async () => {
    const tunnel = await holdConnection(await house.host.address('proxy'), 'git.corp.internal', 22);
    await house.call('reauth.start', { from: 'settings', open: false });
    expect(await flows()).toBe(1);
    await house.kill();
    tunnel.destroy();
    await house.restart();
    const { reauth, journal } = await house.call('snapshot');
    expect({ reauth, flows: await flows() }).toEqual({ reauth: undefined, flows: 0 });
    expect(journal.map(({ text }) => text).join('\n')).toContain('the emulator was closed meanwhile');
  });

  it('end a connection whose destination an edit takes away', async () => {
    const tunnel = await holdConnection(await house.host.address('proxy'), 'git.corp.internal', 22);
    const cut = new Promise((resolve) => tunnel.once('close', resolve));
    expect(await flows()).toBe(1);
    await house.call('environment.set', { path: 'destinations.git', value: '~' });
    await cut;
    await expect.poll(flows).toBe(0);
    await house.call('edit.undo');
    const again = await holdConnection(await house.host.address('proxy'), 'git.corp.internal', 22);
    expect(await flows()).toBe(1);
    again.destroy();
    await expect.poll(flows).toBe(0);
  });

  it('that are not there, or hold nothing, are refused while this one goes on', async () => {
    const before = await run();
    expect(await house.refusal('run.open', { id: 'run-20000101-1' })).toMatchObject({
      code: 'no-such-run',
      message: expect.stringMatching(/^There is no run "run-20000101-1"\./),
    });
    expect(await house.refusal('run.open', { id: '../..' })).toMatchObject({ code: 'no-such-run' });
    mkdirSync(join(house.dataDirectory, 'runs', 'run-20200101-1'));
    expect(await house.refusal('run.open', { id: 'run-20200101-1' })).toMatchObject({
      code: 'no-such-run',
      message: 'The run run-20200101-1 holds nothing that can be read, so this run goes on.',
    });
    const later = join(house.dataDirectory, 'runs', 'run-20200101-2');
    mkdirSync(later);
    writeFileSync(join(later, 'segment-000001.jsonl'), '{"format":99}\n');
    expect(await house.refusal('run.open', { id: 'run-20200101-2' })).toMatchObject({
      code: 'run-too-new',
      message: expect.stringContaining('Update the program, or start a new run.'),
    });
    expect(readFileSync(join(later, 'segment-000001.jsonl'), 'utf8')).toBe('{"format":99}\n');
    expect(await run()).toBe(before);
    expect(await house.call('status')).toEqual({ status: 'Connected' });
  });

  it('asked for many at a time come one after another, and the last one goes on', async () => {
    const asked = Array.from({ length: 5 }, () => house.call('run.start', { start: 'one-policy' }));
    const ids = (await Promise.all(asked)).map(({ id }) => id);
    expect(new Set(ids).size).toBe(5);
    expect(ids).toContain(await run());
    const last = await run();
    await house.restart();
    expect(await run()).toBe(last);
    for (const id of ids) expect(logOf(id).split('\n')[1]).toContain('run-started');
  });

  it('say how long the emulator was closed, and that its time stood still, when it was for long', async () => {
    await house.call('clock.follow', {});
    await house.restart();
    expect((await house.call('snapshot')).remarks.join('\n')).not.toContain('was closed for');
    await house.kill();
    const { dataDirectory } = house;
    const { lastRun } = JSON.parse(readFileSync(join(dataDirectory, 'preferences.json'), 'utf8'));
    const threeDaysAgo = new Date(Date.now() - 3 * 24 * 3_600_000);
    const segment = join(dataDirectory, 'runs', lastRun, 'segment-000001.jsonl');
    utimesSync(segment, threeDaysAgo, threeDaysAgo);
    await house.restart();
    expect((await house.call('snapshot')).remarks).toContainEqual(
      expect.stringMatching(/^The emulator was closed for 3 d.* and its time stood still\. Advance the clock/),
    );
  });
});
