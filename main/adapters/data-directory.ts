import { rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, posix, resolve, win32 } from 'node:path';
import { Refusal } from '../../app/errors.ts';
import { makeDirectory } from './make-directory.ts';
import { codeOf } from './storage-fault.ts';

const directoryName = 'warp-session-emulator';

export type DataDirectorySource = {
  /** What `--data-dir` says. */
  readonly flag?: string | undefined;
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly home?: string;
};

/** The data directory of both hosts: `--data-dir`, else `WARP_EMU_DATA_DIR`, else the platform's place for it. */
export function resolveDataDirectory(source: DataDirectorySource = {}): string {
  const { flag, environment = process.env, platform = process.platform, home = homedir() } = source;
  const chosen = flag || environment.WARP_EMU_DATA_DIR;
  if (chosen) return resolve(chosen);
  if (platform === 'win32') {
    return win32.join(environment.APPDATA || win32.join(home, 'AppData', 'Roaming'), directoryName);
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', directoryName);
  const dataHome = environment.XDG_DATA_HOME ?? '';
  // The XDG base directory specification tells programs to ignore a relative path.
  return posix.join(posix.isAbsolute(dataHome) ? dataHome : posix.join(home, '.local', 'share'), directoryName);
}

export type DataLayout = {
  readonly directory: string;
  readonly preferences: string;
  /** Where a running host can be reached; see `locator.ts`. */
  readonly host: string;
  readonly lock: string;
  readonly runs: string;
  readonly logs: string;
  /** Saved states, one file each. */
  readonly checkpoints: string;
  /** The scenario that is played, and how far. */
  readonly play: string;
  /** What lists tell of runs, so that no log has to be read for it; and their names. */
  readonly cards: string;
  /** Damaged files, kept as they were found. */
  readonly aside: string;
  /** The embedded identity provider's secrets. */
  readonly keys: string;
  /** What crashes left behind. */
  readonly crashes: string;
  /** What programs that go through the emulator are given, profiles of browsers among it. */
  readonly programs: string;
  /** Bundles on their way in or out; nothing of it outlives the process. */
  readonly bundles: string;
};

export function layoutOf(directory: string): DataLayout {
  return {
    directory,
    preferences: join(directory, 'preferences.json'),
    host: join(directory, 'host.json'),
    lock: join(directory, 'lock'),
    runs: join(directory, 'runs'),
    logs: join(directory, 'logs'),
    checkpoints: join(directory, 'checkpoints'),
    play: join(directory, 'play'),
    cards: join(directory, 'cards'),
    aside: join(directory, 'aside'),
    keys: join(directory, 'sign-in-keys.json'),
    crashes: join(directory, 'crashes'),
    programs: join(directory, 'programs'),
    bundles: join(directory, 'bundles'),
  };
}

export type DirectoryProbe = {
  makeDirectory(path: string): void;
  /** Writes a small file and removes it again. */
  tryWriting(path: string): Promise<void>;
};

const realProbe: DirectoryProbe = {
  makeDirectory,
  async tryWriting(path) {
    try {
      await writeFile(path, 'x'.repeat(4096), { flush: true, mode: 0o600 });
    } finally {
      await rm(path, { force: true });
    }
  },
};

/**
 * Creates what is missing, for this user alone; a directory that is there keeps its permissions.
 * Throws a `Refusal` (`data-dir-…`) whose one sentence names the place and the remedy.
 */
export async function prepareDataDirectory(directory: string, probe: DirectoryProbe = realProbe): Promise<DataLayout> {
  const layout = layoutOf(directory);
  try {
    for (const path of [directory, layout.runs, layout.logs, layout.aside]) probe.makeDirectory(path);
    await probe.tryWriting(join(directory, `probe-${process.pid}.tmp`));
    return layout;
  } catch (fault) {
    throw await explain(fault, directory);
  }
}

async function explain(fault: unknown, directory: string): Promise<Refusal> {
  const elsewhere = 'choose another place with --data-dir or WARP_EMU_DATA_DIR';
  const refuse = (code: string, message: string) => Object.assign(new Refusal(code, message), { cause: fault });
  switch (codeOf(fault)) {
    case 'EEXIST':
    case 'ENOTDIR':
      return refuse(
        'data-dir-not-a-directory',
        `The data directory ${await nearestFile(directory)} is a file, not a directory: move it away or ${elsewhere}.`,
      );
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return refuse(
        'data-dir-read-only',
        `The data directory ${directory} can't be written to: give yourself the right to write there or ${elsewhere}.`,
      );
    case 'ENOSPC':
    case 'EDQUOT':
      return refuse(
        'data-dir-full',
        `The disk that holds the data directory ${directory} is full: free some space or ${elsewhere}.`,
      );
    default:
      return refuse(
        'data-dir-unusable',
        `The data directory ${directory} can't be used (${codeOf(fault) ?? String(fault)}): ${elsewhere}.`,
      );
  }
}

/** The part of the path that is a file where a directory should be. */
async function nearestFile(path: string): Promise<string> {
  const parts = path.split(/(?<=[\\/])/);
  for (let count = 1; count <= parts.length; count += 1) {
    const place = parts.slice(0, count).join('');
    const found = await stat(place.length > 1 ? place.replace(/[\\/]$/, '') : place).catch(() => undefined);
    if (found?.isFile()) return place.replace(/[\\/]$/, '');
  }
  return path;
}
