import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Log } from './adapters/log.ts';
import type { DroppedFile } from './files/dropped-files.ts';

/** Files that the person opened with the app; they wait until a lab shows what they would bring. */
export type OfferedFiles = {
  readonly names: readonly string[];
  /** Reads files and puts them in the place of those that still waited. One that can't be read is left out and logged. */
  offer(paths: readonly string[]): Promise<void>;
  /** Hands them over, once. */
  take(): readonly DroppedFile[];
};

/** Larger ones would not fit through the bridge. */
const largest = 8 * 1024 * 1024;

export function createOfferedFiles(log: Pick<Log, 'warn'>, changed: () => void): OfferedFiles {
  let waiting: readonly DroppedFile[] = [];
  const read = async (path: string): Promise<readonly DroppedFile[]> => {
    try {
      const { size } = await stat(path);
      if (size > largest) throw new Error(`it has ${size} bytes, more than ${largest}`);
      return [{ name: basename(path), text: await readFile(path, 'utf8') }];
    } catch (fault) {
      log.warn('a file that was opened could not be read', { file: basename(path), fault: String(fault) });
      return [];
    }
  };
  return {
    get names() {
      return waiting.map(({ name }) => name);
    },
    offer: async (paths) => {
      waiting = (await Promise.all(paths.map(read))).flat();
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
