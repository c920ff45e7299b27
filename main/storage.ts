import { Refusal } from '../app/errors.ts';
import { makeConfStore } from './adapters/conf-store.ts';
import { prepareDataDirectory } from './adapters/data-directory.ts';
import { setAsideDamagedEntry } from './adapters/locator.ts';
import { acquireLock } from './adapters/lock.ts';
import { openLog, type RootLog } from './adapters/log.ts';
import { openPreferences, type PreferenceStore, type Preferences } from './adapters/preferences.ts';
import type { Closing } from './closing.ts';
import { openRuns, type Runs } from './runs.ts';

export type StorageOptions = {
  readonly dataDirectory: string;
  /** Starts a new run in this environment; the run before is kept. */
  readonly environmentFile?: string;
  /** Goes on with a run made of this `*.warp-session.json`; the run before is kept. */
  readonly bundleFile?: string;
  readonly version: string;
  /** Whether the clock of a new run stands until it is told to move. */
  readonly startsFrozen?: boolean;
  /** Where preferences are kept; `conf` unless the host has its own. */
  makePreferenceStore?(directory: string): PreferenceStore;
};

export type Storage = {
  readonly log: RootLog;
  readonly preferences: Preferences;
  readonly runs: Runs;
  /** On the directory; each run has its own. */
  readonly remarks: readonly string[];
};

/** Takes the data directory for this process and goes on with its run. Throws `Refusal` `already-running`. */
export async function openStorage(options: StorageOptions, closing: Closing): Promise<Storage> {
  const { dataDirectory, environmentFile, bundleFile, version } = options;
  const layout = await prepareDataDirectory(dataDirectory);
  const lock = await acquireLock(dataDirectory);
  if ('heldBy' in lock) {
    const message = `Process ${lock.heldBy.pid} runs with the data directory ${dataDirectory} already. Stop it, or choose another place with --data-dir or WARP_EMU_DATA_DIR.`;
    throw new Refusal('already-running', message);
  }
  closing.add(() => lock.release());
  const log = openLog({ directory: layout.logs, wallNow: Date.now });
  closing.add(() => log.close());
  const makeStore = options.makePreferenceStore ?? ((directory: string) => makeConfStore(directory, version));
  const onTrouble = (fault: Refusal) => log.warn(fault.message);
  const { preferences, damaged } = openPreferences(layout, () => makeStore(dataDirectory), onTrouble);
  closing.add(() => preferences.flush());
  const runs = await openRuns({
    ...{ dataDirectory, preferences, wallNow: Date.now, onTrouble },
    ...(environmentFile === undefined ? {} : { environmentFile }),
    ...(bundleFile === undefined ? {} : { bundleFile }),
    ...(options.startsFrozen === undefined ? {} : { startsFrozen: options.startsFrozen }),
  });
  closing.add(() => runs.close());
  const { emulator } = runs;
  closing.add(async () => {
    await emulator.submit({ type: 'note-time' }).catch((fault: unknown) => {
      log.warn('the last moments could not be noted', { fault: String(fault) });
    });
  });
  const reset =
    damaged === undefined
      ? []
      : [`The preferences were damaged and were reset; the damaged file is kept as ${damaged.kept}.`];
  const entry = setAsideDamagedEntry(layout);
  const replaced =
    entry === undefined
      ? []
      : [`The file that tells where the emulator runs was damaged and is written anew; it is kept as ${entry.kept}.`];
  return { log, preferences, runs, remarks: [...reset, ...replaced] };
}
