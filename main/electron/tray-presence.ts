import { execFile } from 'node:child_process';

const question = [
  ...['call', '--session', '--timeout', '2', '--dest', 'org.freedesktop.DBus'],
  ...['--object-path', '/org/freedesktop/DBus', '--method', 'org.freedesktop.DBus.NameHasOwner'],
  'org.kde.StatusNotifierWatcher',
];

/**
 * Whether this desktop shows tray icons. Linux desktops need not, and Electron doesn't tell: a window that was closed
 * into a tray nobody sees would be lost.
 */
export function hasTray(platform: NodeJS.Platform = process.platform, program = 'gdbus'): Promise<boolean> {
  if (platform !== 'linux') return Promise.resolve(true);
  return new Promise((resolve) => {
    execFile(program, question, { timeout: 3000 }, (fault, answer) =>
      resolve(fault === null && /\btrue\b/.test(answer)),
    );
  });
}
