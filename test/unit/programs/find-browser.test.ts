import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../../main/programs/find-browser.ts';
import { machineWith } from './machines.ts';

describe('finding a browser', () => {
  it('takes Chrome before a Chromium on Linux', () => {
    const machine = machineWith('linux', ['/usr/bin/chromium', '/usr/local/bin/google-chrome']);
    expect(findBrowser(machine)).toEqual({ path: '/usr/local/bin/google-chrome', isSnap: false });
  });

  it('knows the snap behind Ubuntu’s names', () => {
    const snap = '/snap/bin/chromium';
    const linked = machineWith('linux', ['/usr/bin/chromium'], { links: { '/usr/bin/chromium': '/usr/bin/snap' } });
    expect(findBrowser(machineWith('linux', [snap]))).toEqual({ path: snap, isSnap: true });
    expect(findBrowser(machineWith('linux', ['/usr/bin/chromium-browser', snap]))).toMatchObject({ isSnap: true });
    expect(findBrowser(linked)).toMatchObject({ isSnap: true });
    expect(findBrowser(machineWith('linux', ['/usr/bin/chromium-browser']))).toMatchObject({ isSnap: false });
  });

  it('looks into both folders of applications on macOS', () => {
    const path = '/home/a/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    expect(findBrowser(machineWith('darwin', [path]))).toEqual({ path, isSnap: false });
  });

  it('finds Edge where Windows has it', () => {
    const path = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const env = { 'ProgramFiles(x86)': 'C:\\Program Files (x86)', ProgramFiles: 'C:\\Program Files' };
    expect(findBrowser(machineWith('win32', [path], { env }))).toEqual({ path, isSnap: false });
  });

  it('takes the one that is named, a desktop or not', () => {
    const env = { WARP_EMU_BROWSER: '/opt/a browser', DISPLAY: '' };
    expect(findBrowser(machineWith('linux', ['/opt/a browser'], { env }))).toMatchObject({ path: '/opt/a browser' });
    expect(() => findBrowser(machineWith('linux', ['/usr/bin/chromium'], { env }))).toThrow(
      'WARP_EMU_BROWSER names /opt/a browser, and there is no such program.',
    );
  });

  it('finds no program in the working folder', () => {
    const env = { PATH: '.::/usr/bin' };
    expect(() => findBrowser(machineWith('linux', ['chromium', './chromium'], { env }))).toThrow('No browser');
  });

  it('says what was looked for and how to name one', () => {
    expect(() => findBrowser(machineWith('linux', []))).toThrow(
      /^No browser of the Chromium family was found\. Looked for: google-chrome-stable, .*\/snap\/bin\/chromium\. .*WARP_EMU_BROWSER/,
    );
    expect(() => findBrowser(machineWith('darwin', []))).toThrow('Google Chrome, Chromium');
    expect(() => findBrowser(machineWith('win32', []))).toThrow('Chrome, Edge');
  });

  it('says so where there is no desktop', () => {
    expect(() => findBrowser(machineWith('linux', ['/usr/bin/chromium'], { env: { DISPLAY: '' } }))).toThrow(
      'There is no desktop here',
    );
  });
});
