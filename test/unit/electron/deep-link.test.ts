import { beforeEach, describe, expect, it, vi } from 'vitest';
import { claimLinks, isLink, readLink } from '../../../main/electron/deep-link.ts';
import { app, resetElectron } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

beforeEach(resetElectron);

describe('a link', () => {
  it.each([
    ['warp-session-emulator://lab', 'lab'],
    ['warp-session-emulator://lab/', 'lab'],
    ['warp-session-emulator://client', 'client'],
    ['WARP-SESSION-EMULATOR://Client/', 'client'],
  ])('%s asks for the %s window', (link, name) => {
    expect(isLink(link)).toBe(true);
    expect(readLink(link)).toBe(name);
  });

  it.each([
    'warp-session-emulator:',
    'warp-session-emulator://',
    'warp-session-emulator:lab',
    'warp-session-emulator://lab/policies',
    'warp-session-emulator://lab?import=https://example.com/a.json',
    'warp-session-emulator://lab#x',
    'warp-session-emulator://user@lab',
    'warp-session-emulator://lab:80',
    'warp-session-emulator://__proto__',
    'warp-session-emulator://../lab',
    'warp-session-emulator://lab//',
    'warp-session-emulator://lab --data-dir=/tmp',
  ])('%s is one, and asks for nothing', (link) => {
    expect(isLink(link)).toBe(true);
    expect(readLink(link)).toBeUndefined();
  });

  it.each(['', 'lab', 'https://lab/', 'app://emulator/', 'x-warp-session-emulator://lab', '--warp-session-emulator:'])(
    '"%s" is none',
    (text) => {
      expect(isLink(text)).toBe(false);
    },
  );
});

describe('links', () => {
  it('are claimed once installed, so that all they hold stands where nothing is an option', () => {
    app.isPackaged = true;
    claimLinks({});
    expect(app.deeds).toEqual([`claim warp-session-emulator ${process.execPath} --`]);
  });

  it('are not claimed from a checkout', () => {
    claimLinks({});
    expect(app.deeds).toEqual([]);
  });

  it('are not claimed by the portable app, which lies in a temporary folder', () => {
    app.isPackaged = true;
    claimLinks({ PORTABLE_EXECUTABLE_FILE: 'D:\\emulator.exe' });
    expect(app.deeds).toEqual([]);
  });
});
