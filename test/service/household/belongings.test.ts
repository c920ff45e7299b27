import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDirectory } from '../../support/host.ts';
import { filesIn, type House, openHouse } from './house.ts';

/** What the files of a folder take, counted without the program's help. */
function bytesOf(directory: string): number {
  if (!existsSync(directory)) return 0;
  return Object.values(filesIn(directory)).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Runs in order: each step stands on the one before. */
describe('what is kept on this computer', { sequential: true }, () => {
  let house: House;
  const place = (...names: readonly string[]) => join(house.dataDirectory, ...names);

  beforeAll(async () => {
    const dataDirectory = makeDirectory();
    writeFileSync(join(dataDirectory, 'preferences.json'), '{"theme": "dark", ');
    house = await openHouse({ dataDirectory });
    await house.call('clock.freeze');
  });
  afterAll(() => house.remove());

  it('is shown with where it lies and its true size', async () => {
    await house.call('run.start', { start: 'per-application' });
    await house.call('clock.freeze');
    const shown = await house.call('host.show');
    expect(shown).toMatchObject({ dataDirectory: house.dataDirectory, logs: place('logs'), crashes: [] });
    expect(shown.bytes).toEqual({
      runs: bytesOf(place('runs')),
      logs: bytesOf(place('logs')),
      aside: bytesOf(place('aside')) + bytesOf(place('crashes')),
      total: bytesOf(house.dataDirectory),
    });
    expect(shown.bytes.aside).toBe('{"theme": "dark", '.length);
    expect(shown.installLine).toMatch(/^npm install --global /);
  });

  it('is opened in a file manager where there is one, and named where there is none', async () => {
    expect(await house.refusal('host.open-folder', { which: 'logs' })).toMatchObject({
      code: 'no-file-manager',
      message: `No window was opened (there is no desktop here). The folder is ${place('logs')}`,
    });
  });

  it('is deleted only when that is what was meant', async () => {
    const before = await house.call('run.list');
    for (const params of [{}, { confirm: true }, { confirm: 'delete' }]) {
      expect(await house.refusal('host.delete-everything', params)).toMatchObject({ status: 400, code: 'bad-request' });
    }
    expect(await house.call('run.list')).toEqual(before);
  });

  it('is deleted whole: one fresh run goes on, and only files of other people stay', async () => {
    mkdirSync(place('crashes'));
    writeFileSync(place('crashes', 'crash-2026-11-23T10-00-00.000Z.json'), '{}');
    writeFileSync(place('thesis.txt'), 'mine');
    writeFileSync(place('runs', 'notes.txt'), 'mine too');
    mkdirSync(place('runs', 'my-own-run'));
    cpSync(place('logs', 'warp-emu.log'), place('logs', 'warp-emu.3.log'));
    await house.call('host.set', { theme: 'contrast', ports: { ui: 41_234 } });
    await house.call('reauth.start', { from: 'settings', open: false });

    const { id } = await house.call('host.delete-everything', { confirm: 'delete everything' });
    const { run, theme, remarks, environment, edits } = await house.call('snapshot');
    expect({ run: run.id, theme, remarks: remarks.filter((remark) => !remark.startsWith('Port ')) }).toEqual({
      ...{ run: id, theme: 'system', remarks: [] },
    });
    expect({ environment: environment.name, undo: edits.undo }).toEqual({
      environment: 'Acme, one policy',
      undo: undefined,
    });
    expect((await house.call('host.show')).ports).toEqual({});
    expect(readdirSync(place()).toSorted()).toEqual([
      ...['host.json', 'lock', 'logs', 'preferences.json', 'runs', 'thesis.txt'],
    ]);
    expect(readdirSync(place('runs')).toSorted()).toEqual(['my-own-run', 'notes.txt', id]);
    expect(readFileSync(place('thesis.txt'), 'utf8')).toBe('mine');
    expect(readdirSync(place('logs'))).toEqual(['warp-emu.log']);
    expect(readFileSync(place('logs', 'warp-emu.log'), 'utf8').trim().split('\n')).toEqual([
      expect.stringContaining('everything was deleted on request'),
    ]);
    expect(statSync(place('runs', id)).isDirectory()).toBe(true);
  });

  it('works on as ever afterwards, and so does the next start', async () => {
    expect((await house.call('visit', { url: 'http://wiki.corp.internal/health' })).answered).toBe(true);
    const { id } = (await house.call('snapshot')).run;
    await house.restart();
    expect((await house.call('snapshot')).run.id).toBe(id);
    expect((await house.call('snapshot')).destinations.items.every(({ reachable }) => reachable)).toBe(true);
  });
});
