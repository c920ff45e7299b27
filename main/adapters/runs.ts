import { mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { syncDirectory } from './atomic-file.ts';
import { layoutOf } from './data-directory.ts';
import { makeDirectory } from './make-directory.ts';
import { listSegments, segmentName, sizeOf } from './segment-directory.ts';
import { codeOf, isMissing, storageRefusal } from './storage-fault.ts';

export type RunEntry = {
  readonly id: string;
  /** The day it was started, `2026-11-23`, in UTC. */
  readonly startedOn: string;
  readonly bytes: number;
};

type RunNumber = { readonly id: string; readonly day: string; readonly count: number };

/** The runs of a data directory, oldest first. */
export async function listRuns(dataDirectory: string): Promise<readonly RunEntry[]> {
  const { runs } = layoutOf(dataDirectory);
  return Promise.all(
    (await readRunNumbers(runs)).map(async ({ id, day }) => ({
      id,
      startedOn: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      bytes: await sizeOfRun(join(runs, id)),
    })),
  );
}

/** Makes the place of a new run and returns its id, `run-20261123-1`: the day of `wallNow` in UTC and a counter. */
export async function createRun(dataDirectory: string, wallNow: Millis): Promise<string> {
  const { runs } = layoutOf(dataDirectory);
  const day = writeInstant(wallNow).slice(0, 10).replaceAll('-', '');
  try {
    makeDirectory(runs);
    const taken = (await readRunNumbers(runs)).filter((run) => run.day === day).map(({ count }) => count);
    for (let count = Math.max(0, ...taken) + 1; ; count += 1) {
      const id = `run-${day}-${count}`;
      if (!(await tryMaking(join(runs, id)))) continue;
      await syncDirectory(runs);
      return id;
    }
  } catch (fault) {
    throw storageRefusal(fault, runs);
  }
}

/** When the newest segment of a run was written to last, by the wall clock; absent when there is none. */
export async function lastWrittenAt(dataDirectory: string, id: string): Promise<Millis | undefined> {
  const directory = join(layoutOf(dataDirectory).runs, id);
  try {
    const newest = (await listSegments(directory)).at(-1);
    return newest === undefined ? undefined : (await stat(join(directory, segmentName(newest)))).mtimeMs;
  } catch {
    return undefined;
  }
}

async function readRunNumbers(runs: string): Promise<readonly RunNumber[]> {
  const names = await readdir(runs).catch((fault: unknown) => {
    if (isMissing(fault)) return [];
    throw storageRefusal(fault, runs);
  });
  return names
    .flatMap((id) => {
      const [, day, count] = /^run-(\d{8})-(\d+)$/.exec(id) ?? [];
      return day === undefined ? [] : [{ id, day, count: Number(count) }];
    })
    .toSorted((a, b) => a.day.localeCompare(b.day) || a.count - b.count);
}

async function sizeOfRun(directory: string): Promise<number> {
  const sizes = (await listSegments(directory)).map((number) => sizeOf(join(directory, segmentName(number))));
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function tryMaking(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (fault) {
    if (codeOf(fault) === 'EEXIST') return false;
    throw fault;
  }
}
