import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { prepareDataDirectory, resolveDataDirectory } from '../../../main/adapters/data-directory.ts';

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-data-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

describe('the place of the data directory', () => {
  const home = '/home/alice';
  it.each([
    ['Linux', { platform: 'linux', home, environment: {} }, '/home/alice/.local/share/warp-session-emulator'],
    [
      'Linux with XDG_DATA_HOME',
      { platform: 'linux', home, environment: { XDG_DATA_HOME: '/data' } },
      '/data/warp-session-emulator',
    ],
    [
      'Linux with a relative XDG_DATA_HOME',
      { platform: 'linux', home, environment: { XDG_DATA_HOME: 'data' } },
      '/home/alice/.local/share/warp-session-emulator',
    ],
    [
      'macOS',
      { platform: 'darwin', home: '/Users/alice', environment: {} },
      '/Users/alice/Library/Application Support/warp-session-emulator',
    ],
    [
      'Windows',
      { platform: 'win32', home: 'C:\\Users\\alice', environment: { APPDATA: 'D:\\Roaming' } },
      'D:\\Roaming\\warp-session-emulator',
    ],
    [
      'Windows without APPDATA',
      { platform: 'win32', home: 'C:\\Users\\alice', environment: {} },
      'C:\\Users\\alice\\AppData\\Roaming\\warp-session-emulator',
    ],
    [
      'WARP_EMU_DATA_DIR',
      { platform: 'linux', home, environment: { WARP_EMU_DATA_DIR: '/elsewhere', XDG_DATA_HOME: '/data' } },
      '/elsewhere',
    ],
    [
      '--data-dir above all',
      { flag: '/named', platform: 'linux', home, environment: { WARP_EMU_DATA_DIR: '/elsewhere' } },
      '/named',
    ],
    [
      'an empty WARP_EMU_DATA_DIR',
      { platform: 'linux', home, environment: { WARP_EMU_DATA_DIR: '' } },
      '/home/alice/.local/share/warp-session-emulator',
    ],
  ] as const)('follows %s', (_name, source, expected) => {
    expect(resolveDataDirectory(source)).toBe(expected);
  });

  it('makes a relative --data-dir absolute', () => {
    expect(resolveDataDirectory({ flag: 'data' })).toBe(join(process.cwd(), 'data'));
  });
});

describe('preparing the data directory', () => {
  it('creates it for this user alone', async () => {
    const directory = join(await temporaryDirectory(), 'deep', 'data');
    const layout = await prepareDataDirectory(directory);
    expect((await readdir(directory)).toSorted()).toEqual(['aside', 'logs', 'runs']);
    for (const path of [directory, layout.runs, layout.logs, layout.aside])
      expect((await stat(path)).mode & 0o777).toBe(0o700);
  });

  it('finds one that is there as it was left', async () => {
    const directory = await temporaryDirectory();
    await prepareDataDirectory(directory);
    await writeFile(join(directory, 'runs', 'kept'), '');
    await prepareDataDirectory(directory);
    expect(await readdir(join(directory, 'runs'))).toEqual(['kept']);
  });

  it.each([['data'], ['data/deeper']])('says so when %s is or lies in a file', async (path) => {
    const parent = await temporaryDirectory();
    await writeFile(join(parent, 'data'), '');
    const refusal = expect(prepareDataDirectory(join(parent, path))).rejects;
    await refusal.toMatchObject({
      code: 'data-dir-not-a-directory',
      message: `The data directory ${join(parent, 'data')} is a file, not a directory: move it away or choose another place with --data-dir or WARP_EMU_DATA_DIR.`,
    });
  });

  it.skipIf(process.getuid?.() === 0)(
    'says so when it can’t be written to (not for root, who may write anywhere)',
    async () => {
      const parent = await temporaryDirectory();
      await mkdir(join(parent, 'locked'), { mode: 0o500 });
      await expect(prepareDataDirectory(join(parent, 'locked'))).rejects.toMatchObject({ code: 'data-dir-read-only' });
    },
  );

  it.runIf(process.platform === 'linux')('does not wait for ever where no directory can be made', async () => {
    await expect(prepareDataDirectory('/proc/data')).rejects.toMatchObject({ code: 'data-dir-unusable' });
  });

  it.each([
    ['EROFS', 'data-dir-read-only', /can't be written to: give yourself the right/],
    ['EACCES', 'data-dir-read-only', /can't be written to: give yourself the right/],
    ['ENOSPC', 'data-dir-full', /disk that holds .* is full: free some space/],
    ['EDQUOT', 'data-dir-full', /disk that holds .* is full: free some space/],
    ['EIO', 'data-dir-unusable', /can't be used \(EIO\): choose another place/],
  ])('explains %s with the place and the remedy', async (code, refusal, message) => {
    const directory = await temporaryDirectory();
    const tryWriting = () => Promise.reject(Object.assign(new Error(code), { code }));
    const outcome = prepareDataDirectory(directory, { makeDirectory: () => undefined, tryWriting });
    await expect(outcome).rejects.toMatchObject({ code: refusal, message: expect.stringMatching(message) });
    await expect(outcome).rejects.toThrow(directory);
  });
});
