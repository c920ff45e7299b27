import { app, nativeTheme, powerMonitor, session } from 'electron';
import { readVersion } from '../assets.ts';
import { createBridgeService } from '../bridge-service.ts';
import type { RunningHost } from '../compose.ts';
import { setAppMenu } from './app-menu.ts';
import { serveApp } from './app-protocol.ts';
import { guardSession } from './guards.ts';
import { askToCut, type Quitting } from './quitting.ts';
import { startTray } from './tray.ts';
import { hasTray } from './tray-presence.ts';
import { createWindows, type Windows } from './windows.ts';

export type Shell = {
  readonly windows: Windows;
  /** Resolves when the person or the system wants the app to end; windows and tray are gone then. */
  readonly ended: Promise<void>;
};

/** Gives a running emulator what a desktop has: windows, a menu, a tray, a question before quitting. */
export function startShell(host: RunningHost, quitting: Quitting): Shell {
  const { preferences, snapshots, handlers, log } = host;
  const service = createBridgeService(host);
  guardSession(session.defaultSession);
  serveApp(session.defaultSession.protocol);
  nativeTheme.themeSource = preferences.values.theme;

  const windows = createWindows(service, preferences);
  const acts = {
    show: windows.show,
    quit: () => void quitting.request(),
    call: (method: 'client.connect' | 'client.disconnect') =>
      void handlers[method]({}).catch((fault) => service.onFault(fault, method)),
  };
  setAppMenu(readVersion(), acts);
  quitting.askFirst(() => askToCut(snapshots.latest().flows));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, quitting.now);
  powerMonitor.on('shutdown', quitting.now);
  app.on('activate', windows.showSome);
  app.on('render-process-gone', (_event, _contents, { reason }) => {
    log.error('a window crashed', { reason });
  });

  const tray = hasTray()
    .then((isThere) => (isThere ? startTray(snapshots, acts) : undefined))
    .catch((fault) => void log.warn('there is no tray', { fault: String(fault) }));
  app.on('window-all-closed', async () => {
    const stays = process.platform === 'darwin' || (await tray) !== undefined;
    if (!stays && !(await quitting.request())) windows.show('lab');
  });
  const end = async () => {
    await quitting.wanted;
    windows.closeAll();
    (await tray)?.();
  };
  return { windows, ended: end() };
}
