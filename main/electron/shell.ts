import { app, nativeTheme, powerMonitor, session } from 'electron';
import type { PreferenceValues } from '../adapters/preferences.ts';
import { readVersion } from '../assets.ts';
import { createBridgeService } from '../bridge-service.ts';
import type { RunningHost } from '../compose.ts';
import { setAppMenu } from './app-menu.ts';
import { serveApp } from './app-protocol.ts';
import { reportHelpers } from './crashes.ts';
import { claimLinks } from './deep-link.ts';
import { guardSession } from './guards.ts';
import { type OpenedQueue, showOpened } from './opened.ts';
import { askToCut, type Quitting } from './quitting.ts';
import { returnFromSignIn } from './return-from-sign-in.ts';
import { startTray } from './tray.ts';
import { hasTray } from './tray-presence.ts';
import { createWindows, type Windows } from './windows.ts';

export type Shell = {
  readonly windows: Windows;
  /** Resolves when the person or the system wants the app to end; windows and tray are gone then. */
  readonly ended: Promise<void>;
};

/** Gives a running emulator what a desktop has: windows, a menu, a tray, a question before quitting. */
export function startShell(host: RunningHost, quitting: Quitting, opened: OpenedQueue): Shell {
  const { preferences, snapshots, handlers, log } = host;
  const service = createBridgeService(host);
  guardSession(session.defaultSession);
  serveApp(session.defaultSession.protocol);
  const followTheme = ({ theme }: PreferenceValues) => {
    // High contrast is the page's own; the system has a setting for it and no switch.
    nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme;
  };
  followTheme(preferences.values);
  preferences.onChange(followTheme);

  const report = (where: string, fault: unknown) => {
    log.error('something crashed', { where, fault: String(fault) });
    host.reportCrash(where, fault);
  };
  const windows = createWindows(service, preferences, report);
  reportHelpers(report);
  claimLinks();
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
  returnFromSignIn(snapshots, windows.showSome);
  opened.handTo((given) =>
    showOpened(given, { windows, offerFiles: (paths) => void host.offerFiles(paths), warn: log.warn }),
  );

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
