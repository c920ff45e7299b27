import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openExternal, openFolder } from '../../../main/electron/open-external.ts';
import { resetElectron, shell } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

beforeEach(resetElectron);

it.each(['http://127.0.0.1:41000/launch?token=a', 'https://login.example.com/'])('opens %s', async (url) => {
  await openExternal(url);
  expect(shell.opened).toEqual([url]);
});

it.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'ms-settings:',
  'smb://host/share',
  'app://emulator/',
  'nothing',
])('does not open %s', async (url) => {
  await expect(openExternal(url)).rejects.toThrow();
  expect(shell.opened).toEqual([]);
});

describe('a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'warp-emu-folder-'));
    await writeFile(join(folder, 'program.sh'), '', { mode: 0o755 });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is shown in the file manager', async () => {
    await openFolder(folder);
    expect(shell.opened).toEqual([folder]);
  });

  it.each(['program.sh', 'missing'])('is not %s, which the system might run', async (name) => {
    const path = join(folder, name);
    await expect(openFolder(path)).rejects.toThrow(`There is no folder ${path}.`);
    expect(shell.opened).toEqual([]);
  });

  it('that cannot be shown says why', async () => {
    shell.refusal = 'No application is registered.';
    await expect(openFolder(folder)).rejects.toThrow(`The folder ${folder} could not be opened: No application`);
  });
});
