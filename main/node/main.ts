import { type HostParts, type ServeOptions, serveHost } from '../serve-host.ts';
import { openFolder } from './open-folder.ts';
import { openInBrowser } from './open-in-browser.ts';

export type NodeHostOptions = Omit<ServeOptions, 'host'>;

const usualParts: HostParts = {
  show: openInBrowser,
  openFolder,
  runUntilEnd: () =>
    new Promise((resolve) => {
      // Once each: a second Ctrl-C ends the process at once.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
};

/** The emulator without a desktop of its own: its views are in the browser. Tests put parts of their own in. */
export function runNodeHost(options: NodeHostOptions, parts: HostParts = usualParts): Promise<0 | 1> {
  return serveHost({ ...options, host: 'node' }, parts);
}
