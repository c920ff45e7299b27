import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Preferences, PreferenceValues } from '../../../main/adapters/preferences.ts';
import { openWindow } from '../../../main/electron/window.ts';
import { createWindows } from '../../../main/electron/windows.ts';
import { scriptHandlers, scriptSchedule, scriptSnapshots } from '../../contract/bridge/scripted-service.ts';
import { BrowserWindow, dialog, nativeTheme, resetElectron, screen } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

beforeEach(resetElectron);

function preferencesWith(windows: PreferenceValues['windows'] = {}): Preferences {
  let values: PreferenceValues = { theme: 'system', windows, ports: {} };
  return {
    get values() {
      return values;
    },
    update: (changes) => {
      values = { ...values, ...changes };
    },
    onChange: () => {},
    flush: () => {},
  };
}

function open(name: 'lab' | 'client' = 'lab', preferences = preferencesWith()): BrowserWindow {
  openWindow(name, preferences);
  return BrowserWindow.all.at(-1) as BrowserWindow;
}

describe('a window', () => {
  it.each(['lab', 'client'] as const)('on the %s has no more rights than a web page', (name) => {
    expect(open(name).options.webPreferences).toEqual({
      preload: expect.stringMatching(/[\\/]out[\\/]preload[\\/]preload\.cjs$/),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });

  it.each([
    ['lab', 'app://emulator/#/lab'],
    ['client', 'app://emulator/#/client'],
  ] as const)('on the %s shows %s', (name, url) => {
    expect(open(name).webContents.mainFrame.url).toBe(url);
  });

  it('is seen once its page is drawn', () => {
    const window = open();
    expect([window.options.show, window.deeds]).toEqual([false, []]);
    window.emit('ready-to-show');
    expect(window.deeds).toEqual(['show']);
  });

  it('has the ground of the theme, and follows it', () => {
    nativeTheme.shouldUseDarkColors = true;
    const window = open();
    expect(window.options.backgroundColor).toBe('#13161b');
    nativeTheme.shouldUseDarkColors = false;
    nativeTheme.emit('updated');
    expect(window.background).toBe('#fbfcfe');
    window.destroy();
    expect(nativeTheme.listenerCount('updated')).toBe(0);
  });
});

describe('the place of a window', () => {
  it('is kept for each, and found again', () => {
    const preferences = preferencesWith();
    const window = open('lab', preferences);
    window.bounds = { x: 40, y: 50, width: 900, height: 700 };
    window.emit('move');
    open('client', preferences).emit('resize');
    expect(preferences.values.windows).toMatchObject({
      lab: { x: 40, y: 50, width: 900, height: 700, maximized: false },
      client: { width: 400, height: 600 },
    });
    expect(open('lab', preferences).options).toMatchObject({ x: 40, y: 50, width: 900, height: 700 });
  });

  it('is the one it had before it was maximized, and it is maximized again', () => {
    const preferences = preferencesWith();
    const window = open('lab', preferences);
    window.isMaximizedNow = true;
    window.emit('maximize');
    expect(preferences.values.windows.lab).toMatchObject({ width: 1280, height: 800, maximized: true });
    const next = open('lab', preferences);
    next.emit('ready-to-show');
    expect(next.deeds).toEqual(['maximize', 'show']);
  });

  it('is not where it is minimized to', () => {
    const preferences = preferencesWith();
    const window = open('lab', preferences);
    window.isMinimizedNow = true;
    window.emit('move');
    expect(preferences.values.windows).toEqual({});
  });

  it.each([
    ['a screen that was unplugged', { x: 2000, y: 100 }],
    ['above the screen', { x: 100, y: -700 }],
    ['almost wholly off to the side', { x: -850, y: 100 }],
  ])('is left to the system when it was on %s', (_name, at) => {
    const preferences = preferencesWith({ lab: { ...at, width: 900, height: 700 } });
    expect(open('lab', preferences).options).not.toHaveProperty('x');
    expect(open('lab', preferences).options).toMatchObject({ width: 900, height: 700 });
  });

  it('may be on a second screen, and left of the first', () => {
    screen.workAreas.push({ x: -1000, y: 0, width: 1000, height: 800 });
    const preferences = preferencesWith({ lab: { x: -950, y: 20, width: 900, height: 700 } });
    expect(open('lab', preferences).options).toMatchObject({ x: -950, y: 20 });
  });

  it('is no larger than a small screen', () => {
    screen.workAreas = [{ x: 0, y: 0, width: 1024, height: 600 }];
    expect(open().options).toMatchObject({ width: 1024, height: 600 });
  });
});

describe('windows', () => {
  const watched = () => {
    const { schedule } = scriptSchedule();
    const service = { handlers: scriptHandlers(), snapshots: scriptSnapshots(), schedule, onFault: () => {} };
    const reports: string[] = [];
    const report = (where: string, fault: unknown) => void reports.push(`${where}: ${String(fault)}`);
    return { reports, windows: createWindows(service, preferencesWith(), report) };
  };
  const windows = () => watched().windows;

  it('are one for each view, brought forward when asked for again', () => {
    const { show } = windows();
    show('lab');
    show('client');
    const [lab] = BrowserWindow.all as [BrowserWindow];
    lab.isMinimizedNow = true;
    show('lab');
    expect(BrowserWindow.all).toHaveLength(2);
    expect(lab.deeds).toEqual(['restore', 'show', 'focus']);
  });

  it('are made anew after they were closed', () => {
    const { show } = windows();
    show('lab');
    BrowserWindow.all[0]?.destroy();
    show('lab');
    expect(BrowserWindow.all).toHaveLength(1);
  });

  it('come forward as they are; the lab when there is none', () => {
    const { show, showSome } = windows();
    showSome();
    expect(BrowserWindow.all[0]?.webContents.mainFrame.url).toBe('app://emulator/#/lab');
    BrowserWindow.all[0]?.destroy();
    show('client');
    showSome();
    expect(BrowserWindow.all).toHaveLength(1);
    expect(BrowserWindow.all[0]?.deeds).toContain('focus');
  });

  it('that crash leave a report and ask, one question at a time, whether to open again', async () => {
    const { reports, windows } = watched();
    windows.show('lab');
    const { webContents } = BrowserWindow.all[0] as BrowserWindow;
    webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 6 });
    await vi.waitFor(() => expect(webContents.reloads).toBe(1));
    expect(dialog.questions).toMatchObject([{ message: 'The lab window crashed. Open it again?' }]);
    expect(reports).toEqual([
      'lab window: Error: Its page is gone: crashed (5)',
      'lab window: Error: Its page is gone: oom (6)',
    ]);
  });

  it('that crash are closed when nobody wants them back', async () => {
    const { windows } = watched();
    dialog.answer = 1;
    windows.show('lab');
    BrowserWindow.all[0]?.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 });
    await vi.waitFor(() => expect(BrowserWindow.all).toHaveLength(0));
  });

  it('whose page ends cleanly ask nothing', () => {
    const { reports, windows } = watched();
    windows.show('lab');
    BrowserWindow.all[0]?.webContents.emit('render-process-gone', {}, { reason: 'clean-exit', exitCode: 0 });
    expect([reports, dialog.questions]).toEqual([[], []]);
  });
});
