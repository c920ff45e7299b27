import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../app/errors.ts';
import type { LogLine } from '../../app/ports.ts';
import type { State } from '../../app/session/state.ts';
import { syncDirectory } from './atomic-file.ts';
import { layoutOf } from './data-directory.ts';
import type { RunLog } from './run-log.ts';
import { type DamagedFile, type DroppedTail, recoverRun } from './run-recovery.ts';
import { createSegment, removeDrafts, reopenSegment } from './segment-directory.ts';
import { type FileOpener, openRealFile } from './segment-file.ts';
import type { LogStart } from './segment-pages.ts';
import { type RunLogSettings, SegmentedLog } from './segmented-log.ts';
import { isMissing, storageRefusal } from './storage-fault.ts';

export type RunOptions = Partial<RunLogSettings> & { readonly openFile?: FileOpener };

export type OpenedRun = RunLog & {
  readonly id: string;
  readonly directory: string;
  /** The lines after `state`, or from the first on where there is no state. */
  readonly lines: readonly LogLine[];
  readonly state?: State;
  /** The number of the last line, 0 in a fresh run. */
  readonly lastLine: number;
  readonly droppedTail?: DroppedTail;
  readonly damaged?: DamagedFile;
  readOldest(): Promise<LogStart>;
};

/**
 * Opens a run of the data directory and goes on where it left off. Only one process may have it open: see `lock.ts`.
 * Throws a `Refusal`: `no-such-run`, `run-too-new`, `disk-full`, `storage-…`.
 */
export async function openRun(dataDirectory: string, runId: string, options: RunOptions = {}): Promise<OpenedRun> {
  const layout = layoutOf(dataDirectory);
  const noSuchRun = new Refusal('no-such-run', `There is no run ${runId} in ${layout.runs}.`);
  if (!/^[\w-]{1,60}$/.test(runId)) throw noSuchRun;
  const directory = join(layout.runs, runId);
  const { openFile = openRealFile, ...settings } = options;
  try {
    await stat(directory);
    await removeDrafts(directory);
    const { segment, ...found } = await recoverRun(directory, runId, layout.aside);
    const lines = segment?.lines ?? [];
    const lastLine = (segment?.header.after ?? 0) + lines.length;
    const file = await (segment === undefined
      ? createSegment(directory, { run: runId, segment: 1, after: 0 }, openFile)
      : reopenSegment(directory, segment.number, { length: segment.goodLength, lineCount: lines.length }, openFile));
    if (segment === undefined) await syncDirectory(directory);
    const log = new SegmentedLog({ runId, directory, openFile, file, lastLine }, settings);
    return {
      id: runId,
      directory,
      lines,
      lastLine,
      ...(segment?.header.state === undefined ? {} : { state: segment.header.state }),
      ...found,
      append: (added, durable) => log.append(added, durable),
      readLines: (request) => log.readLines(request),
      readOldest: () => log.readOldest(),
      close: () => log.close(),
    };
  } catch (fault) {
    if (isMissing(fault)) throw noSuchRun;
    throw storageRefusal(fault, directory);
  }
}
