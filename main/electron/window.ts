import { join } from 'node:path';
import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron';
import type { Preferences } from '../adapters/preferences.ts';
import { packageRoot } from '../package-root.ts';
import { pageUrl } from './app-url.ts';
import { markIcon } from './icons.ts';
import { findPlace, rememberPlace } from './window-place.ts';

export type WindowName = 'lab' | 'client';

const sizes = {
  lab: { width: 1280, height: 800, minWidth: 800, minHeight: 560 },
  client: { width: 400, height: 600, minWidth: 320, minHeight: 440 },
} as const;

/** The ground of the views (renderer/shared/tokens.css), so that nothing flashes before the first paint. */
const grounds = { light: '#fbfcfe', dark: '#13161b' } as const;

/** Opens a window on one of the views; it is seen when its page has been drawn. */
export function openWindow(name: WindowName, preferences: Preferences): BrowserWindow {
  const remembered = preferences.values.windows[name];
  const window = new BrowserWindow(windowOptions(name, preferences));
  rememberPlace(window, name, preferences);
  window.once('ready-to-show', () => {
    if (remembered?.maximized) window.maximize();
    window.show();
  });
  const paint = () => window.setBackgroundColor(ground());
  nativeTheme.on('updated', paint);
  window.once('closed', () => nativeTheme.off('updated', paint));
  void window.loadURL(pageUrl(name));
  return window;
}

export function windowOptions(name: WindowName, preferences: Preferences): BrowserWindowConstructorOptions {
  const { width, height, ...least } = sizes[name];
  return {
    ...findPlace(preferences.values.windows[name], { width, height }),
    ...least,
    title: 'WARP Session Emulator',
    icon: markIcon(64),
    backgroundColor: ground(),
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(packageRoot, 'out', 'preload', 'preload.cjs'),
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
    },
  };
}

function ground(): string {
  return nativeTheme.shouldUseDarkColors ? grounds.dark : grounds.light;
}
