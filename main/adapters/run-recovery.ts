import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../app/errors.ts';
import { copyAside, moveAside } from './aside.ts';
import { listSegments, segmentName } from './segment-directory.ts';
import { type SegmentScan, scanSegment } from './segment-scan.ts';

/** Bytes of a last line that was not written to its end, and was never acknowledged. */
export type DroppedTail = { readonly file: string; readonly bytes: number };
/** A file that could not be read to its end; `kept` is what was found, lines after the damage included. */
export type DamagedFile = { readonly file: string; readonly kept: string };

export type Recovery = {
  /** The newest segment that can be gone on with; absent when no segment is left. */
  readonly segment?: Required<Pick<SegmentScan, 'header'>> & SegmentScan & { readonly number: number };
  readonly droppedTail?: DroppedTail;
  readonly damaged?: DamagedFile;
};

/** Finds where a run left off and cuts away what can't be read, after keeping a copy of anything but a torn last line. */
export async function recoverRun(runDirectory: string, runId: string, asideDirectory: string): Promise<Recovery> {
  let found: Pick<Recovery, 'droppedTail' | 'damaged'> = {};
  for (const number of (await listSegments(runDirectory)).toReversed()) {
    const name = segmentName(number);
    const file = join(runDirectory, name);
    const bytes = await readFile(file);
    const scan = scanSegment(bytes);
    if (scan.fault === 'too-new') throw tooNew(file);
    if (scan.fault === 'torn') found = { droppedTail: { file, bytes: bytes.length - scan.goodLength }, ...found };
    if (scan.fault === 'damaged') {
      const keep = scan.header === undefined ? moveAside : copyAside;
      found = { damaged: { file, kept: keep(file, asideDirectory, `${runId}-${name}`) }, ...found };
    }
    const { header } = scan;
    if (header === undefined) {
      await rm(file, { force: true });
      continue;
    }
    if (scan.fault !== undefined) await cut(file, scan.goodLength);
    return { segment: { ...scan, header, number }, ...found };
  }
  return found;
}

async function cut(file: string, length: number): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.truncate(length);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

function tooNew(file: string): Refusal {
  return new Refusal(
    'run-too-new',
    `The run in ${file} was written by a later version of this program. Update the program, or start a new run.`,
  );
}
