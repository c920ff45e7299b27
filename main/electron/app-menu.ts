import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { WindowName } from './window.ts';

export type MenuActs = { show(name: WindowName): void; quit(): void };

/** The menu bar: it has no item that reloads a page or opens developer tools. */
export function setAppMenu(version: string, acts: MenuActs): void {
  app.setAboutPanelOptions({
    applicationName: 'WARP Session Emulator',
    applicationVersion: version,
    copyright: 'MIT licence',
    credits: 'Not affiliated with Cloudflare. It never talks to Cloudflare.',
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(appMenu(acts)));
}

export function appMenu({ show, quit }: MenuActs): MenuItemConstructorOptions[] {
  return [
    {
      label: 'Emulator',
      submenu: [
        { label: 'Open lab', accelerator: 'CommandOrControl+1', click: () => show('lab') },
        { label: 'Open client', accelerator: 'CommandOrControl+2', click: () => show('client') },
        { type: 'separator' },
        { label: 'About WARP Session Emulator', click: () => app.showAboutPanel() },
        { type: 'separator' },
        { label: 'Quit', accelerator: 'CommandOrControl+Q', click: quit },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [{ role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { role: 'togglefullscreen' }],
    },
    { role: 'windowMenu' },
  ];
}
