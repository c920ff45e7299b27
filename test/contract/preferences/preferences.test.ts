import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { DecodeError, type Refusal } from '../../../app/errors.ts';
import { layoutOf } from '../../../main/adapters/data-directory.ts';
import { openPreferences, type PreferenceStore } from '../../../main/adapters/preferences.ts';
import { temporaryDirectory } from '../storage/fixtures.ts';
import { confStore, loadElectronStore } from './stores.ts';

type MakeStore = (directory: string) => PreferenceStore;

let electronStore: MakeStore = confStore;
beforeAll(async () => {
  electronStore = await loadElectronStore();
});

const full = {
  theme: 'dark',
  lastRun: 'run-20261123-1',
  windows: { lab: { x: -5, y: 10, width: 800, height: 600, maximized: true } },
  ports: { proxy: 40_000, dns: 0 },
} as const;

async function openFrom(content: string | undefined, makeStore: MakeStore) {
  const layout = layoutOf(await temporaryDirectory());
  if (content !== undefined) await writeFile(layout.preferences, content);
  return { layout, open: () => openPreferences(layout, () => makeStore(layout.directory)) };
}

describe.each([
  ['conf', (directory: string) => confStore(directory)],
  ['electron-store', (directory: string) => electronStore(directory)],
] as const)('preferences over %s', (_name, makeStore) => {
  it('starts with defaults where there is no file', async () => {
    const { open } = await openFrom(undefined, makeStore);
    expect(open()).toMatchObject({ preferences: { values: { theme: 'system', windows: {}, ports: {} } } });
    expect(open().damaged).toBeUndefined();
  });

  it('gives back at the next start what was set', async () => {
    const { layout, open } = await openFrom(undefined, makeStore);
    open().preferences.update(full);
    expect(open().preferences.values).toEqual(full);
    expect((await stat(layout.preferences)).mode & 0o777).toBe(0o600);
  });

  it('replaces only what is named', async () => {
    const { open } = await openFrom(JSON.stringify(full), makeStore);
    const { preferences } = open();
    preferences.update({ theme: 'light' });
    preferences.update({ ports: { proxy: 1 } });
    expect(open().preferences.values).toEqual({ ...full, theme: 'light', ports: { proxy: 1 } });
  });

  it('keeps what a later version wrote', async () => {
    const { layout, open } = await openFrom(JSON.stringify({ theme: 'dark', future: { a: 1 } }), makeStore);
    open().preferences.update({ lastRun: 'run-20261123-2' });
    expect(JSON.parse(await readFile(layout.preferences, 'utf8'))).toMatchObject({ theme: 'dark', future: { a: 1 } });
  });

  it('writes where windows stand when flushed', async () => {
    const { open } = await openFrom(undefined, makeStore);
    const { preferences } = open();
    preferences.update({ windows: full.windows });
    expect(preferences.values.windows).toEqual(full.windows);
    expect(open().preferences.values.windows).toEqual({});
    preferences.flush();
    expect(open().preferences.values.windows).toEqual(full.windows);
  });

  it('refuses a value that does not fit and changes nothing', async () => {
    const { open } = await openFrom(JSON.stringify(full), makeStore);
    const { preferences } = open();
    expect(() => preferences.update({ ports: { proxy: 70_000 } })).toThrow(DecodeError);
    expect(() => preferences.update({ ports: { proxy: 70_000 } })).toThrow(/^ports\.proxy: /);
    expect(preferences.values).toEqual(full);
    expect(open().preferences.values).toEqual(full);
  });

  it.each(['', '{"theme": "dark"', '[]', '5', 'null', '\0\0\0\0'])(
    'keeps a file that holds %j aside and starts anew',
    async (text) => {
      const { layout, open } = await openFrom(text, makeStore);
      const { damaged, preferences } = open();
      expect(damaged?.file).toBe(layout.preferences);
      expect(await readFile(damaged?.kept ?? '', 'utf8')).toBe(text);
      expect(preferences.values.theme).toBe('system');
      preferences.update({ theme: 'dark' });
      expect(open().preferences.values.theme).toBe('dark');
      expect(open().damaged).toBeUndefined();
    },
  );

  it('resets only the value that does not fit, and keeps the file aside', async () => {
    const text = JSON.stringify({ ...full, theme: 'purple' });
    const { open } = await openFrom(text, makeStore);
    const { damaged, preferences } = open();
    expect(await readFile(damaged?.kept ?? '', 'utf8')).toBe(text);
    expect(preferences.values).toEqual({ ...full, theme: 'system' });
    expect(open().damaged).toBeUndefined();
  });

  it('keeps every damaged file, none over another', async () => {
    const { layout, open } = await openFrom(undefined, makeStore);
    for (const text of ['one', 'two']) {
      await writeFile(layout.preferences, text);
      open();
    }
    expect(await readdir(layout.aside)).toHaveLength(2);
  });
});

it('is one file format: what one store wrote the other reads, byte for byte', async () => {
  const files = await Promise.all(
    [confStore, electronStore].map(async (makeStore) => {
      const { layout, open } = await openFrom(undefined, makeStore);
      open().preferences.update(full);
      return { layout, bytes: await readFile(layout.preferences, 'utf8') };
    }),
  );
  expect(files[0]?.bytes).toBe(files[1]?.bytes);
});

describe('a store that can’t be written', () => {
  const failing = (): PreferenceStore => ({
    get store() {
      return {};
    },
    set store(_value) {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    },
  });

  it('refuses the update and keeps the old value', async () => {
    const layout = layoutOf(await temporaryDirectory());
    const { preferences } = openPreferences(layout, failing);
    expect(() => preferences.update({ theme: 'dark' })).toThrow(
      `Could not write ${layout.preferences}: the disk is full.`,
    );
    expect(preferences.values.theme).toBe('system');
  });

  it('tells of it when windows were to be written later', async () => {
    const layout = layoutOf(await temporaryDirectory());
    const trouble = new Promise<Refusal>((resolve) => {
      openPreferences(layout, failing, resolve).preferences.update({ windows: full.windows });
    });
    expect((await trouble).code).toBe('disk-full');
  });
});

it('says what is wrong when preferences.json is a directory', async () => {
  const layout = layoutOf(await temporaryDirectory());
  await mkdir(layout.preferences);
  expect(() => openPreferences(layout, () => confStore(layout.directory))).toThrow(layout.preferences);
});
