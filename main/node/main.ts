import { Refusal } from '../../app/errors.ts';
import { type FoundHost, findHost, publishHost } from '../adapters/locator.ts';
import { readVersion } from '../assets.ts';
import type { compose, HostOptions, RunningHost } from '../compose.ts';
import { type ControlServer, startControlServer } from '../control/server.ts';
import { openInBrowser } from './open-in-browser.ts';
import { askForLaunchUrl } from './running-host.ts';

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
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    }),
};

const usualPort = 41_000;

/** Serves the emulator from this process until it is told to end. A second one on the same data shows the first. */
export async function runNodeHost(options: NodeHostOptions, parts: NodeHostParts = usualParts): Promise<0 | 1> {
  const { dataDirectory, environmentFile, surface, say, complain } = options;
  const version = readVersion();
  say(`WARP Session Emulator ${version}. Its data lies in ${dataDirectory}.`);
  const show = async (url: string) => {
    await parts.openInBrowser(url).catch((reason: Error) => {
      complain(`No browser was opened (${reason.message}). Open this address by hand: ${url}`);
    });
  };
  const earlier = findHost(dataDirectory);
  if (earlier !== undefined) return showEarlier(earlier, options, show);

  const compose = await parts.loadCompose();
  let host: RunningHost;
  try {
    host = await compose({
      dataDirectory,
      host: 'node',
      version,
      openInBrowser: show,
      ...(environmentFile === undefined ? {} : { environmentFile }),
      ...(surface === undefined ? {} : { surface }),
    });
  } catch (fault) {
    const winner = isLostRace(fault) ? await waitForHost(dataDirectory) : undefined;
    if (winner === undefined) throw fault;
    return showEarlier(winner, options, show);
  }
  const port = options.port ?? host.preferences.values.ports.ui ?? usualPort;
  const control = await startControlServer({
    ...host,
    port,
    onFault: (fault, where) => host.log.error(`fault in ${where}`, { fault: describeFault(fault) }),
  });
  host.log.hide(control.token);
  host.setAddress(control.address);
  host.setLauncher(() => control.mintLaunchUrl());
  const published = await publishHost(dataDirectory, {
    url: control.address,
    token: control.token,
    version,
    addresses: addressesOf(host),
  });
  const end = parts.waitForEnd();
  announce(options, control, host, port);
  if (options.open) await show(control.mintLaunchUrl());

  await end;
  say('Stopping.');
  published.withdraw();
  await control.stop();
  await host.stop();
  return 0;
}

function announce({ say }: NodeHostOptions, control: ControlServer, host: RunningHost, wantedPort: number): void {
  const { proxy, dns, pac } = addressesOf(host);
  say(`WARP Session Emulator is ready: ${control.mintLaunchUrl()}`);
  if (proxy !== undefined) say(`  proxy  ${proxy}  (SOCKS5 and HTTP)`);
  if (dns !== undefined) say(`  DNS    ${dns}  (UDP and TCP)`);
  if (pac !== undefined) say(`  PAC    ${pac}`);
  if (wantedPort !== 0 && control.port !== wantedPort) {
    say(`Port ${wantedPort} is taken, so the views are on ${control.port}.`);
  }
  for (const remark of host.snapshots.latest().remarks) say(remark);
  say('Press Ctrl-C to stop.');
}

async function showEarlier(
  earlier: FoundHost,
  { say, complain, open, environmentFile }: NodeHostOptions,
  show: (url: string) => Promise<void>,
): Promise<0 | 1> {
  const url = await askForLaunchUrl(earlier);
  if (url === undefined) {
    complain(`Process ${earlier.pid} holds this data directory and does not answer. Stop it, or give --data-dir.`);
    return 1;
  }
  say(`It already runs there. A fresh address: ${url}`);
  if (environmentFile !== undefined) complain(`${environmentFile} was not loaded. Stop the running one first.`);
  if (open) await show(url);
  return 0;
}

function describeFault(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}

/** Only what is listening. */
function addressesOf({ snapshots }: RunningHost): Record<string, string> {
  const entries = Object.entries(snapshots.latest().addresses);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function isLostRace(fault: unknown): boolean {
  return fault instanceof Refusal && fault.code === 'already-running';
}

/** The one that started a moment earlier takes about a second until it can be found. */
async function waitForHost(dataDirectory: string): Promise<FoundHost | undefined> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const found = findHost(dataDirectory);
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}
