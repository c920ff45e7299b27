import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Log } from './adapters/log.ts';
import type { DroppedFile } from './files/dropped-files.ts';

/** Files that the person opened with the app; they wait until a lab shows what they would bring. */
export type OfferedFiles = {
  readonly names: readonly string[];
  /** On those of the last offer that could not be read, one sentence each, in the order they were given. */
  readonly remarks: readonly string[];
  /** Reads files and puts them in the place of those that still waited. One that can't be read is left out. */
  offer(paths: readonly string[]): Promise<void>;
  /** Hands them over, once. */
  take(): readonly DroppedFile[];
};

/** Larger ones would not fit through the bridge. */
const largest = 8 * 1024 * 1024;

export function createOfferedFiles(log: Pick<Log, 'warn'>, changed: () => void): OfferedFiles {
  let waiting: readonly DroppedFile[] = [];
  let remarks: readonly string[] = [];
  const read = async (path: string): Promise<DroppedFile | string> => {
    try {
      const { size } = await stat(path);
      if (size > largest)
        throw new Error(`it has ${megabytes(size)} MB, and at most ${megabytes(largest)} MB are read`);
      return { name: basename(path), text: await readFile(path, 'utf8') };
    } catch (fault) {
      const reason = fault instanceof Error ? fault.message : String(fault);
      log.warn('a file that was opened could not be read', { file: basename(path), reason });
      return `${basename(path)} was not opened: ${reason}.`;
    }
  };
  return {
    get names() {
      return waiting.map(({ name }) => name);
    },
    get remarks() {
      return remarks;
    },
    offer: async (paths) => {
      const outcomes = await Promise.all(paths.map(read));
      waiting = outcomes.filter((outcome) => typeof outcome !== 'string');
      remarks = outcomes.filter((outcome) => typeof outcome === 'string');
      changed();
    },
    take: () => {
      const taken = waiting;
      waiting = [];
      if (taken.length > 0) changed();
      return taken;
    },
  };
}

function megabytes(size: number): string {
  return (size / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
}
