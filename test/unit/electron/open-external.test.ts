import { beforeEach, expect, it, vi } from 'vitest';
import { openExternal } from '../../../main/electron/open-external.ts';
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
