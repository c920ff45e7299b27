import { readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { layoutOf } from '../../../main/adapters/data-directory.ts';
import { openPreferences } from '../../../main/adapters/preferences.ts';
import { confStore, loadElectronStore } from '../preferences/stores.ts';
import { temporaryDirectory } from '../storage/fixtures.ts';

/** Loaded once something stands in for Electron, which electron-store imports. */
async function loadOurs() {
  await loadElectronStore();
  return (await import('../../../main/electron/preference-store.ts')).makeElectronStore;
}

const values = {
  theme: 'dark',
  lastRun: 'run-20261123-1',
  windows: { lab: { x: -5, y: 10, width: 800, height: 600, maximized: true } },
  ports: { proxy: 40_000 },
} as const;

it('writes the file that the Node host writes, in the same place, byte for byte', async () => {
  const makeElectronStore = await loadOurs();
  const [ours, conf] = await Promise.all(
    [makeElectronStore, confStore].map(async (makeStore) => {
      const layout = layoutOf(await temporaryDirectory());
      openPreferences(layout, () => makeStore(layout.directory)).preferences.update(values);
      return readFile(layout.preferences, 'utf8');
    }),
  );
  expect(ours).toBe(conf);
  expect(JSON.parse(ours ?? '')).toEqual(values);
});

it('goes on with what the Node host left, and the other way round', async () => {
  const makeElectronStore = await loadOurs();
  const layout = layoutOf(await temporaryDirectory());
  const inElectron = () => openPreferences(layout, () => makeElectronStore(layout.directory)).preferences;
  const inNode = () => openPreferences(layout, () => confStore(layout.directory)).preferences;
  inNode().update(values);
  expect(inElectron().values).toEqual(values);
  inElectron().update({ theme: 'light' });
  expect(inNode().values).toEqual({ ...values, theme: 'light' });
});

it('never drops a damaged file by itself', async () => {
  const makeElectronStore = await loadOurs();
  const layout = layoutOf(await temporaryDirectory());
  makeElectronStore(layout.directory).store = { theme: 'dark' };
  await writeFile(layout.preferences, '{"theme": "da');
  expect(() => makeElectronStore(layout.directory).store).toThrow(SyntaxError);
  expect(await readFile(layout.preferences, 'utf8')).toBe('{"theme": "da');
});
