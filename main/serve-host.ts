import { Refusal } from '../app/errors.ts';
import { findHost, publishHost } from './adapters/locator.ts';
import { addressesOf, announce } from './announce.ts';
import { readVersion } from './assets.ts';
import { createBridgeService } from './bridge-service.ts';
import type { compose, HostOptions, RunningHost } from './compose.ts';
import { startControlServer } from './control/server.ts';
import { watchForCrashes } from './crash-watch.ts';
import { showEarlierHost, waitForHost } from './earlier-host.ts';

export type ServeOptions = Pick<
  HostOptions,
  'host' | 'dataDirectory' | 'environmentFile' | 'bundleFile' | 'surface'
> & {
  /** Of the views and the control API, when it is free; else the one of the preferences, else 41000. */
  readonly port?: number;
  /** Whether to show the views. */
  readonly open: boolean;
  say(line: string): void;
  complain(line: string): void;
};

/** What one host does its own way. */
export type HostParts = Pick<HostOptions, 'makePreferenceStore'> & {
  /** Brings an address before the person: the views, or a sign-in. Rejects with the reason. */
  show(url: string): Promise<void>;
  /** Shows a folder. Rejects with the reason. */
  openFolder(path: string): Promise<void>;
  /** Runs whatever else the host has; resolves when the person or the system wants it to end. */
  runUntilEnd(host: RunningHost): Promise<void>;
  /** The services, which take a while to load; tests put their own in. */
  loadCompose?(): Promise<typeof compose>;
};

const usualPort = 41_000;

/** Serves the emulator from this process until it is told to end. A second one on the same data shows the first. */
export async function serveHost(options: ServeOptions, parts: HostParts): Promise<0 | 1> {
  const { host: kind, dataDirectory, environmentFile, bundleFile, surface, complain } = options;
  const { makePreferenceStore, openFolder, loadCompose = importCompose } = parts;
  const show = async (url: string) => {
    await parts.show(url).catch((reason: Error) => {
      complain(`No browser was opened (${reason.message}). Open this address by hand: ${url}`);
    });
  };
  const earlier = findHost(dataDirectory);
  if (earlier !== undefined) return showEarlierHost(earlier, options, show);

  const compose = await loadCompose();
  let host: RunningHost;
  try {
    host = await compose({
      dataDirectory,
      host: kind,
      version: readVersion(),
      openInBrowser: show,
      openFolder,
      ...(environmentFile === undefined ? {} : { environmentFile }),
      ...(bundleFile === undefined ? {} : { bundleFile }),
      ...(surface === undefined ? {} : { surface }),
      ...(makePreferenceStore === undefined ? {} : { makePreferenceStore }),
    });
  } catch (fault) {
    const winner = isLostRace(fault) ? await waitForHost(dataDirectory) : undefined;
    if (winner === undefined) throw fault;
    return showEarlierHost(winner, options, show);
  }
  const stopWatching = watchForCrashes(host, complain);
  try {
    return await serve(host, options, { show, runUntilEnd: parts.runUntilEnd });
  } finally {
    stopWatching();
    await host.stop();
  }
}

async function serve(
  host: RunningHost,
  { dataDirectory, port, open, say }: ServeOptions,
  { show, runUntilEnd }: Pick<HostParts, 'show' | 'runUntilEnd'>,
): Promise<0> {
  const wanted = port ?? host.preferences.values.ports.ui ?? usualPort;
  const control = await startControlServer({ ...createBridgeService(host), port: wanted });
  try {
    const { address: url, token } = control;
    host.log.hide(token);
    host.setAddress(url, remarkOnPort(wanted, control.port));
    host.setLauncher(() => control.mintLaunchUrl());
    const addresses = addressesOf(host);
    const published = await publishHost(dataDirectory, { url, token, version: readVersion(), addresses });
    const end = runUntilEnd(host);
    const { remarks } = host.snapshots.latest();
    for (const line of announce({ launchUrl: control.mintLaunchUrl(), addresses, remarks })) say(line);
    if (open) await show(control.mintLaunchUrl());
    await end;
    say('Stopping.');
    published.withdraw();
    return 0;
  } finally {
    await control.stop();
  }
}

async function importCompose(): Promise<typeof compose> {
  return (await import('./compose.ts')).compose;
}

function remarkOnPort(wanted: number, got: number): string | undefined {
  return wanted === 0 || wanted === got ? undefined : `Port ${wanted} is taken, so the views are on ${got}.`;
}

function isLostRace(fault: unknown): boolean {
  return fault instanceof Refusal && fault.code === 'already-running';
}
