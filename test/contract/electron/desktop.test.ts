import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refusal } from '../../../app/errors.ts';
import { findHost } from '../../../main/adapters/locator.ts';
import type { Log } from '../../../main/adapters/log.ts';
import type { PreferenceValues } from '../../../main/adapters/preferences.ts';
import { connectToRunning } from '../../../main/cli/connect.ts';
import type { HostOptions, RunningHost } from '../../../main/compose.ts';
import { runDesktop } from '../../../main/electron/desktop.ts';
import { makeElectronStore } from '../../../main/electron/preference-store.ts';
import { runNodeHost } from '../../../main/node/main.ts';
import {
  app,
  BrowserWindow,
  dialog,
  nativeTheme,
  powerMonitor,
  preventable,
  resetElectron,
  session,
  shell,
  Tray,
} from '../../support/faked-electron.ts';
import { scriptHandlers, scriptSnapshots, snapshotAt } from '../bridge/scripted-service.ts';

const world = vi.hoisted(() => ({
  compose: (_options: HostOptions): Promise<RunningHost> => Promise.reject(new Error('not scripted')),
  hasTray: true,
}));
vi.mock('electron', () => import('../../support/faked-electron.ts'));
vi.mock('electron-store', () => ({ default: class {} }));
vi.mock('../../../main/compose.ts', () => ({ compose: (options: HostOptions) => world.compose(options) }));
vi.mock('../../../main/electron/tray-presence.ts', () => ({ hasTray: async () => world.hasTray }));

let folder: string;
let lines: string[];
let deeds: string[];
let composed: HostOptions[];
let flows = snapshotAt(1).flows;
const openFlow = {
  ...{ id: 'f', destination: 'wiki.internal', port: 443, keptBusy: false },
  ...{ openedAt: 0, ageAtOpening: 0, lastActiveAt: 0 },
};

let preferred: PreferenceValues;
let themeListeners: ((values: PreferenceValues) => void)[];

const ignore = () => {};
const quietLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore, child: () => quietLog, hide: ignore };

/** Stands in for the services; what the host does with them is noted in order. */
async function composeScripted(options: HostOptions): Promise<RunningHost> {
  composed.push(options);
  let ui = '';
  let mint = () => '';
  const scripted = scriptSnapshots();
  return {
    handlers: scriptHandlers({
      status: async () => ({ status: 'Connected' }),
      open: async ({ launch = false }) => {
        const url = mint();
        if (launch) await options.openInBrowser(url);
        return { url };
      },
      'client.disconnect': async () => {
        deeds.push('disconnected');
        return {};
      },
    }),
    snapshots: { ...scripted, latest: () => ({ ...snapshotAt(1), flows, addresses: { ui } }) },
    preferences: {
      ...{ values: preferred, update: ignore, flush: ignore },
      onChange: (listener) => themeListeners.push(listener),
    },
    offerFiles: async (paths) => {
      deeds.push(`offered ${paths.join(' ')}`);
    },
    reportCrash: (where, fault) => {
      deeds.push(`reported ${where}: ${String(fault)}`);
      return undefined;
    },
    log: quietLog,
    setAddress: (given) => {
      ui = given;
    },
    setLauncher: (given) => {
      mint = given;
    },
    stop: async () => {
      const located = findHost(folder) === undefined ? 'not to be found' : 'to be found';
      deeds.push(`stopped with ${BrowserWindow.all.length} windows, ${Tray.all.length} trays, ${located}`);
    },
  };
}

beforeEach(async () => {
  resetElectron();
  folder = await mkdtemp(join(tmpdir(), 'warp-emu-desktop-'));
  [lines, deeds, composed, themeListeners] = [[], [], [], []];
  preferred = { theme: 'dark', windows: {}, ports: {} };
  flows = snapshotAt(1).flows;
  Object.assign(world, { compose: composeScripted, hasTray: true });
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  }
});
afterEach(async () => {
  powerMonitor.emit('shutdown');
  app.emit('before-quit', preventable());
  await running;
  vi.restoreAllMocks();
  for (const signal of signals) process.removeAllListeners(signal);
  await rm(folder, { recursive: true, force: true });
});

const signals = ['SIGINT', 'SIGTERM'] as const;
let running: Promise<number>;

function launch(...args: string[]): Promise<number> {
  running = runDesktop([`--data-dir=${folder}`, '--port=0', ...args]);
  app.becomeReady();
  return running;
}

/** Launched, and up. */
async function start(...args: string[]): Promise<void> {
  launch(...args);
  await vi.waitFor(() => expect(lines.join('')).toContain('Press Ctrl-C'));
}

function quit() {
  const event = preventable();
  app.emit('before-quit', event);
  return event;
}

/** Lets happen what is about to. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const views = () => BrowserWindow.all.map(({ webContents }) => webContents.mainFrame.url.split('/').at(-1));

describe('the desktop app', () => {
  it('keeps what is Chromium’s in the data directory, so that each directory has a lock of its own', async () => {
    const isFirst = vi.spyOn(app, 'requestSingleInstanceLock').mockImplementation(() => {
      expect(app.paths.get('userData')).toBe(join(folder, 'electron'));
      return true;
    });
    await start();
    expect(isFirst).toHaveBeenCalledOnce();
  });

  it('waits until Electron is ready', async () => {
    running = runDesktop([`--data-dir=${folder}`, '--port=0']);
    await settle();
    expect(composed).toEqual([]);
    app.becomeReady();
    await vi.waitFor(() => expect(composed).toHaveLength(1));
  });

  it('composes the emulator as Electron, with its own preference store', async () => {
    await start('--environment=acme.environment.yaml', '--surface=explain');
    expect(composed).toMatchObject([
      {
        ...{ host: 'electron', dataDirectory: folder, makePreferenceStore: makeElectronStore },
        ...{ environmentFile: 'acme.environment.yaml', surface: 'explain' },
      },
    ]);
  });

  it('shows the lab, in the theme of the preferences, and no browser', async () => {
    await start();
    await vi.waitFor(() => expect(views()).toEqual(['lab']));
    expect(nativeTheme.themeSource).toBe('dark');
    expect(shell.opened).toEqual([]);
  });

  it('shows no window when told so', async () => {
    await start('--no-open');
    await vi.waitFor(() => expect(Tray.all).toHaveLength(1));
    expect(views()).toEqual([]);
  });

  it('guards the session and serves the views', async () => {
    await start();
    const { defaultSession } = session;
    expect(defaultSession.check({}, 'notifications')).toBe(false);
    const answer = await defaultSession.protocol.handlers.get('app')?.({ url: 'app://emulator/none', method: 'GET' });
    expect(answer?.status).toBe(404);
  });

  it('can be driven by the command line while its windows are served', async () => {
    await start();
    const emulator = await connectToRunning(folder);
    await expect(emulator.call('status', {})).resolves.toEqual({ status: 'Connected' });
    emulator.close();
    const page = BrowserWindow.all[0]?.webContents;
    page?.speak('{"id":1,"method":"status","params":{}}');
    await vi.waitFor(() => expect(page?.sent).toContain('{"id":1,"result":{"status":"Connected"}}'));
  });

  it('brings its window forward when the command line asks to open the views', async () => {
    await start('--no-open');
    const emulator = await connectToRunning(folder);
    const { url } = await emulator.call('open', { launch: true });
    emulator.close();
    expect(new URL(url).pathname).toBe('/launch');
    expect([views(), shell.opened]).toEqual([['lab'], []]);
  });

  it('opens the sign-in in the system’s browser, and nothing that is no web address', async () => {
    await start();
    await composed[0]?.openInBrowser('http://127.0.0.1:5555/auth?launch');
    await composed[0]?.openInBrowser('file:///etc/passwd');
    expect(shell.opened).toEqual(['http://127.0.0.1:5555/auth?launch']);
    expect(lines.at(-1)).toContain('No browser was opened (file: is no web address).');
  });
});

describe('the theme', () => {
  it.each([
    ['light', 'light'],
    ['dark', 'dark'],
    ['system', 'system'],
    ['contrast', 'system'],
  ] as const)('of the preferences %s is %s to Chromium, from the start and when it changes', async (theme, source) => {
    preferred = { ...preferred, theme };
    await start('--no-open');
    expect(nativeTheme.themeSource).toBe(source);
    nativeTheme.themeSource = 'none';
    for (const listener of themeListeners) listener({ ...preferred, theme });
    expect(nativeTheme.themeSource).toBe(source);
  });
});

describe('what was opened with the app', () => {
  const place = () => join(folder, 'rules.json');
  beforeEach(() => writeFile(place(), '[]'));

  it('is offered in the lab once the emulator runs', async () => {
    await start(place(), '--no-open');
    await vi.waitFor(() => expect(deeds).toEqual([`offered ${place()}`]));
    expect(views()).toEqual(['lab']);
  });

  it('is offered in the lab when a second launch or macOS brings it', async () => {
    await start('--no-open');
    app.emit('second-instance', {}, [], '/', { words: ['rules.json'], directory: folder });
    app.emit('open-file', preventable(), place());
    expect(deeds).toEqual([`offered ${place()}`, `offered ${place()}`]);
    expect(views()).toEqual(['lab']);
  });

  it('is handed to the first by a second launch, in its own words', async () => {
    await start('--no-open');
    const [first, asked] = [running, vi.spyOn(app, 'requestSingleInstanceLock')];
    app.isFirst = false;
    await launch(place());
    running = first;
    expect(asked).toHaveBeenCalledWith({ words: [place()], directory: process.cwd() });
    expect(deeds).toEqual([]);
  });

  it('is a window when it was a link, whatever stands behind it', async () => {
    await start('--no-open', '--', 'warp-session-emulator://client', place(), '--data-dir=/elsewhere');
    expect([views(), deeds]).toEqual([['client'], []]);
  });

  it('is no link of ours until the app is installed', async () => {
    await start('--no-open');
    expect(app.deeds.filter((deed) => deed.startsWith('claim'))).toEqual([]);
  });

  it('is a link of ours once the app is installed', async () => {
    app.isPackaged = true;
    await start('--no-open');
    expect(app.deeds).toContainEqual(expect.stringMatching(/^claim warp-session-emulator /));
  });
});

describe('a crash of Chromium’s', () => {
  it('leaves a report with the host, and the app goes on', async () => {
    await start();
    await vi.waitFor(() => expect(views()).toEqual(['lab']));
    dialog.answer = 1;
    app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 5 });
    BrowserWindow.all[0]?.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 6 });
    expect(deeds).toEqual([
      'reported GPU process: Error: It is gone: crashed (5)',
      'reported lab window: Error: Its page is gone: oom (6)',
    ]);
    const emulator = await connectToRunning(folder);
    await expect(emulator.call('status', {})).resolves.toEqual({ status: 'Connected' });
    emulator.close();
  });
});

describe('launched again', () => {
  it('the first one comes forward', async () => {
    await start();
    await vi.waitFor(() => expect(views()).toEqual(['lab']));
    app.emit('second-instance', {}, [], '/');
    expect(BrowserWindow.all[0]?.deeds).toEqual(['show', 'focus']);
    BrowserWindow.all[0]?.destroy();
    app.emit('second-instance', {}, [], '/');
    expect(views()).toEqual(['lab']);
  });

  it('the second one prints a fresh address of the first and ends', async () => {
    await start('--no-open');
    const first = running;
    app.isFirst = false;
    await expect(launch()).resolves.toBe(0);
    running = first;
    expect(lines.at(-1)).toMatch(/^It already runs there\. A fresh address: http:\/\/127\.0\.0\.1:\d+\/launch\?token=/);
    expect(composed).toHaveLength(1);
    expect([views(), shell.opened]).toEqual([[], []]);
  });

  it('the second one waits while the first is still starting', async () => {
    app.isFirst = false;
    const second = launch('--environment=acme.environment.yaml');
    app.isFirst = true;
    await start('--no-open');
    await expect(second).resolves.toBe(0);
    expect(composed).toHaveLength(1);
    expect(lines.at(-1)).toBe('acme.environment.yaml was not loaded. Stop the running one first.\n');
  });
});

describe('beside a Node host on the same data', () => {
  it('starts nothing, and shows that one in the browser', async () => {
    let end = () => {};
    const isUp = vi.fn();
    const voice = { say: ignore, complain: ignore };
    const node = runNodeHost(
      { dataDirectory: folder, port: 0, open: false, ...voice },
      {
        loadCompose: async () => composeScripted,
        show: async () => {},
        openFolder: async () => {},
        runUntilEnd: () =>
          new Promise((resolve) => {
            end = resolve;
            isUp();
          }),
      },
    );
    await vi.waitFor(() => expect(isUp).toHaveBeenCalled());
    await expect(launch()).resolves.toBe(0);
    expect(composed).toHaveLength(1);
    expect(shell.opened).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/launch\?token=/)]);
    expect(views()).toEqual([]);
    end();
    await node;
  });
});

describe('the end', () => {
  it('comes in order: windows and tray, then what others find it by, then the services', async () => {
    await start();
    await vi.waitFor(() => expect([views(), Tray.all.length]).toEqual([['lab'], 1]));
    const { url } = findHost(folder) ?? { url: '' };
    expect(quit().isPrevented).toBe(true);
    await expect(running).resolves.toBe(0);
    expect(deeds).toEqual(['stopped with 0 windows, 0 trays, not to be found']);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('names live flows first, and does not come when the person keeps it running', async () => {
    flows = { total: 1, items: [openFlow] };
    dialog.answer = 1;
    await start();
    quit();
    await vi.waitFor(() => expect(dialog.questions).toHaveLength(1));
    expect(dialog.questions[0]?.detail).toContain('wiki.internal:443');
    await settle();
    expect(deeds).toEqual([]);
    dialog.answer = 0;
    quit();
    await expect(running).resolves.toBe(0);
    expect(dialog.questions).toHaveLength(2);
  });

  it.each(signals)('comes without a question at %s', async (signal) => {
    flows = { total: 1, items: [openFlow] };
    await start();
    process.emit(signal);
    await expect(running).resolves.toBe(0);
    expect(dialog.questions).toEqual([]);
  });

  it('comes even when it was asked for during the start', async () => {
    launch();
    quit();
    await expect(running).resolves.toBe(0);
    expect(deeds).toHaveLength(1);
  });

  it('comes within ten seconds even when a service does not stop', async () => {
    let giveUp = () => {};
    const stopped = new Promise<void>((resolve) => {
      giveUp = resolve;
    });
    world.compose = async (options) => ({ ...(await composeScripted(options)), stop: () => stopped });
    await start();
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    quit();
    await vi.advanceTimersByTimeAsync(10_000);
    vi.useRealTimers();
    await expect(app.exited()).resolves.toBe(1);
    giveUp();
  });

  it('does not come with the last window where there is a tray', async () => {
    await start();
    await vi.waitFor(() => expect(Tray.all).toHaveLength(1));
    BrowserWindow.all[0]?.destroy();
    await settle();
    expect(deeds).toEqual([]);
    Tray.all[0]?.emit('click');
    expect(views()).toEqual(['lab']);
  });

  it.skipIf(process.platform === 'darwin')('comes with the last window where there is no tray', async () => {
    world.hasTray = false;
    await start();
    await vi.waitFor(() => expect(views()).toEqual(['lab']));
    BrowserWindow.all[0]?.destroy();
    await expect(running).resolves.toBe(0);
    expect(Tray.all).toEqual([]);
  });

  it.skipIf(process.platform === 'darwin')('gives the window back to a person who keeps it running', async () => {
    Object.assign(world, { hasTray: false });
    flows = { total: 1, items: [openFlow] };
    dialog.answer = 1;
    await start();
    await vi.waitFor(() => expect(views()).toEqual(['lab']));
    BrowserWindow.all[0]?.destroy();
    await vi.waitFor(() => expect(views()).toEqual(['lab']));
    expect(deeds).toEqual([]);
  });
});

describe('a start that fails', () => {
  const refuse = () => {
    world.compose = () => Promise.reject(new Refusal('data-dir-full', 'The disk is full.'));
  };

  it('says why in the terminal and ends with 1', async () => {
    refuse();
    await expect(launch()).resolves.toBe(1);
    expect(lines.at(-1)).toBe('The disk is full.\n');
    expect(dialog.errors).toEqual([]);
  });

  it('says why in a window when it was started from the desktop', async () => {
    refuse();
    app.isPackaged = true;
    await launch();
    expect(dialog.errors).toEqual(['The disk is full.']);
  });

  it('is told of a wrong option with 2, before anything is locked', async () => {
    const asked = vi.spyOn(app, 'requestSingleInstanceLock');
    await expect(launch('--surface=loud')).resolves.toBe(2);
    expect(asked).not.toHaveBeenCalled();
  });

  it('is told of a data directory that cannot be made', async () => {
    await expect(launch(`--data-dir=${process.execPath}/below`)).resolves.toBe(1);
    expect(lines.at(-1)).toContain(`Could not write ${join(process.execPath, 'below', 'electron')}`);
  });
});
