import { inflateSync } from 'node:zlib';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { trayIcon } from '../../../main/electron/icons.ts';
import { drawMark } from '../../../main/electron/mark.ts';
import { startTray, trayMenu } from '../../../main/electron/tray.ts';
import { hasTray } from '../../../main/electron/tray-presence.ts';
import { scriptSnapshots, snapshotAt } from '../../contract/bridge/scripted-service.ts';
import { type FakedImage, type Item, resetElectron, Tray } from '../../support/faked-electron.ts';

vi.mock('electron', () => import('../../support/faked-electron.ts'));

beforeEach(resetElectron);

type Status = 'Connected' | 'Disconnected' | 'Unable';

function start() {
  const deeds: string[] = [];
  let status: Status = 'Connected';
  const scripted = scriptSnapshots();
  const base = snapshotAt(1);
  const snapshots = { ...scripted, latest: () => ({ ...base, client: { ...base.client, status } }) };
  const stop = startTray(snapshots, {
    show: (name) => deeds.push(`show ${name}`),
    call: (method) => deeds.push(method),
    quit: () => deeds.push('quit'),
  });
  const become = (next: Status) => {
    status = next;
    scripted.change();
  };
  return { deeds, stop, become, scripted, tray: Tray.all[0] as Tray };
}

describe('the tray', () => {
  it('offers both windows, the switch and the end', () => {
    const { deeds, tray } = start();
    for (const { click } of tray.menus[0] ?? []) click?.();
    expect(deeds).toEqual(['show lab', 'show client', 'client.disconnect', 'quit']);
  });

  it.each([
    ['Connected', 'Disconnect'],
    ['Disconnected', 'Connect'],
    ['Unable', 'Disconnect'],
  ] as const)('says %s and offers: %s', (status, act) => {
    const items = trayMenu(status, { show: () => {}, call: () => {}, quit: () => {} }) as Item[];
    expect(items.find(({ enabled }) => enabled === false)?.label).toBe(status);
    expect(items.map(({ label }) => label)).toContain(act);
  });

  it('changes its menu when the status does, and only then', () => {
    const { tray, become } = start();
    become('Connected');
    expect(tray.menus).toHaveLength(1);
    become('Disconnected');
    expect(tray.menus).toHaveLength(2);
    expect(tray.tip).toBe('WARP Session Emulator: Disconnected');
  });

  it('opens the lab when it is clicked', () => {
    const { tray, deeds } = start();
    tray.emit('click');
    expect(deeds).toEqual(['show lab']);
  });

  it('goes, and listens no more', () => {
    const { stop, scripted } = start();
    stop();
    expect(Tray.all).toEqual([]);
    expect(scripted.listeners()).toBe(0);
  });
});

describe('whether there is a tray', () => {
  it.each(['darwin', 'win32'] as const)('is not asked on %s, where there always is one', async (platform) => {
    await expect(hasTray(platform, '/nowhere/gdbus')).resolves.toBe(true);
  });

  it('is denied on a Linux that cannot say', async () => {
    await expect(hasTray('linux', '/nowhere/gdbus')).resolves.toBe(false);
  });

  it.skipIf(process.platform === 'win32')('is what the session bus says', async () => {
    await expect(hasTray('linux', 'false')).resolves.toBe(false);
    // Prints what it was asked, without the answer.
    await expect(hasTray('linux', 'echo')).resolves.toBe(false);
  });
});

describe('the mark', () => {
  const alphaOf = (png: Buffer, size: number) => {
    const at = png.indexOf('IDAT');
    const rows = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
    return (x: number, y: number) => rows[y * (1 + size * 4) + 1 + x * 4 + 3];
  };

  it.each([16, 32, 512])('at %i is a ring whose right half is filled', (size) => {
    const alpha = alphaOf(drawMark(size), size);
    const at = (x: number, y: number) => alpha(Math.floor(x * size), Math.floor(y * size));
    expect([at(0.01, 0.01), at(0.3, 0.5), at(0.7, 0.5), at(0.07, 0.5), at(0.99, 0.01)]).toEqual([0, 0, 255, 255, 0]);
  });

  it('in the menu bar of macOS has the colour that macOS gives it', () => {
    const icon = trayIcon('darwin') as unknown as FakedImage;
    expect(icon.isTemplate).toBe(true);
    expect(icon.buffers).toEqual([drawMark(16, [0, 0, 0]), drawMark(32, [0, 0, 0])]);
    expect((trayIcon('linux') as unknown as FakedImage).isTemplate).toBe(false);
  });
});
