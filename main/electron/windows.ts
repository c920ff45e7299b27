import type { BrowserWindow } from 'electron';
import { type BridgeService, serveBridge } from '../../app/bridge/server.ts';
import type { Preferences } from '../adapters/preferences.ts';
import { offerAfterCrash, type ReportCrash } from './crashes.ts';
import { acceptPages } from './ipc-channel.ts';
import { openWindow, type WindowName } from './window.ts';

export type Windows = {
  /** Opens the window, or brings it forward when it is open. */
  show(name: WindowName): void;
  /** Brings forward whatever is open, the lab when nothing is. */
  showSome(): void;
  closeAll(): void;
};

/** At most one window for each view, all served by the same emulator. */
export function createWindows(service: BridgeService, preferences: Preferences, report: ReportCrash): Windows {
  const open = new Map<WindowName, BrowserWindow>();
  const show = (name: WindowName) => {
    const shown = open.get(name);
    if (shown !== undefined) return bringForward(shown);
    const window = openWindow(name, preferences);
    open.set(name, window);
    window.once('closed', () => open.delete(name));
    offerAfterCrash(window, name, report);
    acceptPages(window.webContents, (channel) => serveBridge(channel, service));
  };
  return {
    show,
    showSome() {
      if (open.size === 0) return show('lab');
      for (const window of open.values()) bringForward(window);
    },
    closeAll() {
      for (const window of [...open.values()]) window.destroy();
    },
  };
}

function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
