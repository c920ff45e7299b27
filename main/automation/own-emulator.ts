import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FailureSurface } from '../../app/environment/environment.ts';
import { makeConfStore } from '../adapters/conf-store.ts';
import { findHost } from '../adapters/locator.ts';
import { createSilentNotifier } from '../adapters/silent-notifier.ts';
import { readVersion } from '../assets.ts';
import type { RunningHost } from '../compose.ts';
import { openFolder } from '../node/open-folder.ts';
import { openInBrowser } from '../node/open-in-browser.ts';
import { serveHost } from '../serve-host.ts';
import { commandVariables, layCommandLine } from './command-variables.ts';
import { type Moment, moveClock } from './move-clock.ts';
import type { OwnEmulator } from './started.ts';
import { sweepLeftovers } from './sweep-leftovers.ts';

export type OwnEmulatorOptions = {
  /** Absent: the one that a first start begins with. */
  readonly environmentFile?: string;
  /** What refused programs see, whatever the environment says. */
  readonly surface?: FailureSurface;
  /** Where the clock stands when it is ready. */
  readonly at?: Moment;
  /** Leaves the data directory behind. */
  readonly keep?: boolean;
  complain(line: string): void;
};

/**
 * Runs an emulator in this process while `use` does: in a data directory of its own, on ports that are free, with its
 * clock frozen and no notification on anybody's desktop. Nothing of it is left afterwards. Throws as a start does.
 */
export async function withOwnEmulator(
  options: OwnEmulatorOptions,
  use: (emulator: OwnEmulator) => Promise<void>,
): Promise<void> {
  await sweepLeftovers(tmpdir());
  const dataDirectory = await mkdtemp(join(tmpdir(), 'warp-emu-own-'));
  const clear = () => {
    if (options.keep !== true) rmSync(dataDirectory, { recursive: true, force: true, maxRetries: 3 });
  };
  // Also when a fault ends the process.
  process.once('exit', clear);
  try {
    await serve(dataDirectory, options, use);
  } finally {
    process.off('exit', clear);
    clear();
  }
}

async function serve(
  dataDirectory: string,
  { environmentFile, surface, at, complain }: OwnEmulatorOptions,
  use: (emulator: OwnEmulator) => Promise<void>,
): Promise<void> {
  await serveHost(
    {
      ...{ host: 'node', dataDirectory, port: 0, open: false, say: () => undefined, complain },
      ...(environmentFile === undefined ? {} : { environmentFile }),
      ...(surface === undefined ? {} : { surface }),
    },
    {
      show: openInBrowser,
      openFolder,
      makePreferenceStore: storeWithFreePorts,
      loadCompose: async () => {
        const { compose } = await import('../compose.ts');
        const notifier = createSilentNotifier('this emulator was started by a program');
        return (given) => compose({ ...given, notifier, startsFrozen: true });
      },
      runUntilEnd: async (host) => {
        if (at !== undefined) await moveClock(host.handlers, at);
        await use(await describe(host, dataDirectory));
      },
    },
  );
}

/** Any free port, so that many of them run side by side. */
function storeWithFreePorts(directory: string) {
  const store = makeConfStore(directory, readVersion());
  store.store = { ...store.store, ports: { ui: 0, proxy: 0, dns: 0 } };
  return store;
}

async function describe({ handlers }: RunningHost, dataDirectory: string): Promise<OwnEmulator> {
  const found = findHost(dataDirectory);
  if (found === undefined) throw new Error('the emulator did not say where it is');
  const { url, token, addresses } = found;
  const { variables } = await handlers['program.settings']({});
  const folder = await layCommandLine(dataDirectory);
  const own = commandVariables({ url, token, addresses, folder });
  return { url, token, dataDirectory, addresses, variables: { ...variables, ...own } };
}
