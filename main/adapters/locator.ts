import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { moveAside } from './aside.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { type DataLayout, layoutOf } from './data-directory.ts';
import { isRunning, ownProcess, processRecordSchema } from './process-record.ts';
import type { DamagedFile } from './run-recovery.ts';
import { codeOf, isMissing, storageRefusal } from './storage-fault.ts';

const hostSchema = processRecordSchema.extend({
  /** Where the control API answers. */
  url: z.string(),
  token: z.string(),
  version: z.string(),
  addresses: z.record(z.string(), z.string()),
});

export type FoundHost = Readonly<z.infer<typeof hostSchema>>;
export type HostEntry = Pick<FoundHost, 'url' | 'token' | 'version' | 'addresses'>;

export type PublishedHost = {
  /** Removes the entry, unless another host has put its own there. Never throws; twice is once. */
  withdraw(): void;
};

/** Tells other programs of this user where the running host is. A second call replaces the first one's entry. */
export async function publishHost(dataDirectory: string, entry: HostEntry): Promise<PublishedHost> {
  const path = layoutOf(dataDirectory).host;
  const { url, token, version, addresses } = entry;
  const own: FoundHost = { ...ownProcess(), url, token, version, addresses };
  try {
    await writeFileAtomically(path, `${JSON.stringify(own, undefined, 2)}\n`);
  } catch (fault) {
    throw storageRefusal(fault, path);
  }
  return {
    withdraw() {
      try {
        const found = readEntry(path);
        if (found?.pid === own.pid && found.stamp === own.stamp && found.token === token) rmSync(path, { force: true });
      } catch {
        // Whoever finds it sees that its process has ended.
      }
    },
  };
}

/** The running host of a data directory; `undefined` when there is none or it ended without withdrawing. */
export function findHost(dataDirectory: string): FoundHost | undefined {
  const path = layoutOf(dataDirectory).host;
  try {
    const found = readEntry(path);
    return found !== undefined && isRunning(found) ? found : undefined;
  } catch (fault) {
    // Where a file stands in the directory's place there is no host either; whoever starts one is told.
    if (isMissing(fault) || codeOf(fault) === 'ENOTDIR') return undefined;
    throw storageRefusal(fault, path);
  }
}

/** Keeps an entry that nobody can read. To be called by whoever holds the directory. */
export function setAsideDamagedEntry({ host: file, aside }: DataLayout): DamagedFile | undefined {
  try {
    return readEntry(file) === undefined ? { file, kept: moveAside(file, aside, 'host.json') } : undefined;
  } catch {
    // There is none, or it can't be read at all: it is written anew.
    return undefined;
  }
}

function readEntry(path: string): FoundHost | undefined {
  const text = readFileSync(path, 'utf8');
  try {
    return hostSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
