import { Refusal } from '../../app/errors.ts';
import { findHost, publishHost } from '../adapters/locator.ts';
import { readVersion } from '../assets.ts';
import type { compose, HostOptions, RunningHost } from '../compose.ts';
import { startControlServer } from '../control/server.ts';
import { addressesOf, announce } from './announce.ts';
import { openInBrowser } from './open-in-browser.ts';
import { showRunningHost, waitForHost } from './running-host.ts';

export type NodeHostOptions = Pick<HostOptions, 'dataDirectory' | 'environmentFile' | 'surface'> & {
  /** Of the views and the control API, when it is free; else the one of the preferences, else 41000. */
  readonly port?: number;
  /** Whether to open the browser. */
  readonly open: boolean;
  say(line: string): void;
  complain(line: string): void;
};

/** What the host is made of; tests put their own in. */
export type NodeHostParts = {
  loadCompose(): Promise<typeof compose>;
  openInBrowser(url: string): Promise<void>;
  /** Resolves when the person or the system wants it to end. */
  waitForEnd(): Promise<void>;
};

const usualParts: NodeHostParts = {
  loadCompose: async () => (await import('../compose.ts')).compose,
  openInBrowser,
  waitForEnd: () =>
    new Promise((resolve) => {
      // Once each: a second Ctrl-C ends the process at once.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    }),
};

const usualPort = 41_000;

/** Serves the emulator from this process until it is told to end. A second one on the same data shows the first. */
export async function runNodeHost(options: NodeHostOptions, parts: NodeHostParts = usualParts): Promise<0 | 1> {
  const { dataDirectory, environmentFile, surface, complain } = options;
  const show = async (url: string) => {
    await parts.openInBrowser(url).catch((reason: Error) => {
      complain(`No browser was opened (${reason.message}). Open this address by hand: ${url}`);
    });
  };
  const earlier = findHost(dataDirectory);
  if (earlier !== undefined) return showRunningHost(earlier, options, show);

  const compose = await parts.loadCompose();
  let host: RunningHost;
  try {
    host = await compose({
      dataDirectory,
      host: 'node',
      version: readVersion(),
      openInBrowser: show,
      ...(environmentFile === undefined ? {} : { environmentFile }),
      ...(surface === undefined ? {} : { surface }),
    });
  } catch (fault) {
    const winner = isLostRace(fault) ? await waitForHost(dataDirectory) : undefined;
    if (winner === undefined) throw fault;
    return showRunningHost(winner, options, show);
  }
  try {
    return await serve(host, options, parts, show);
  } finally {
    await host.stop();
  }
}

async function serve(
  host: RunningHost,
  { dataDirectory, port, open, say }: NodeHostOptions,
  parts: NodeHostParts,
  show: (url: string) => Promise<void>,
): Promise<0> {
  const wanted = port ?? host.preferences.values.ports.ui ?? usualPort;
  const onFault = (fault: unknown, where: string) =>
    host.log.error(`fault in ${where}`, { fault: describeFault(fault) });
  const control = await startControlServer({ ...host, port: wanted, onFault });
  try {
    const { address: url, token } = control;
    host.log.hide(token);
    host.setAddress(url);
    host.setLauncher(() => control.mintLaunchUrl());
    const addresses = addressesOf(host);
    const published = await publishHost(dataDirectory, { url, token, version: readVersion(), addresses });
    const end = parts.waitForEnd();
    const { remarks } = host.snapshots.latest();
    const launchUrl = control.mintLaunchUrl();
    for (const line of announce({ launchUrl, port: { wanted, got: control.port }, addresses, remarks })) say(line);
    if (open) await show(control.mintLaunchUrl());
    await end;
    say('Stopping.');
    published.withdraw();
    return 0;
  } finally {
    await control.stop();
  }
}

function isLostRace(fault: unknown): boolean {
  return fault instanceof Refusal && fault.code === 'already-running';
}

function describeFault(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
