import { Menu, type MenuItemConstructorOptions, Tray } from 'electron';
import type { SnapshotSource } from '../../app/bridge/server.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { trayIcon } from './icons.ts';
import type { WindowName } from './window.ts';

export type TrayActs = {
  show(name: WindowName): void;
  call(method: 'client.connect' | 'client.disconnect'): void;
  quit(): void;
};

type Status = Snapshot['client']['status'];

/** Puts the app in the tray until the returned function is called. */
export function startTray(snapshots: SnapshotSource, acts: TrayActs): () => void {
  const tray = new Tray(trayIcon());
  let shown: Status | undefined;
  const refresh = () => {
    const { status } = snapshots.latest().client;
    // A new menu closes the one that is open, so only when it says something else.
    if (status === shown) return;
    shown = status;
    tray.setToolTip(`WARP Session Emulator: ${status}`);
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(status, acts)));
  };
  tray.on('click', () => acts.show('lab'));
  const unsubscribe = snapshots.onChange(refresh);
  refresh();
  return () => {
    unsubscribe();
    tray.destroy();
  };
}

export function trayMenu(status: Status, { show, call, quit }: TrayActs): MenuItemConstructorOptions[] {
  const isOff = status === 'Disconnected';
  return [
    { label: 'Open lab', click: () => show('lab') },
    { label: 'Open client', click: () => show('client') },
    { type: 'separator' },
    { label: status, enabled: false },
    isOff
      ? { label: 'Connect', click: () => call('client.connect') }
      : { label: 'Disconnect', click: () => call('client.disconnect') },
    { type: 'separator' },
    { label: 'Quit', click: quit },
  ];
}
