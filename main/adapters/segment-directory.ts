import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type FileOpener, SegmentFile, writeAll } from './segment-file.ts';
import { type SegmentHeader, writeHeader } from './segment-format.ts';
import { isMissing } from './storage-fault.ts';

export function segmentName(number: number): string {
  return `segment-${String(number).padStart(6, '0')}.jsonl`;
}

/** Numbers of the segments there are, oldest first. */
export async function listSegments(runDirectory: string): Promise<readonly number[]> {
  const names = await readdir(runDirectory);
  return names
    .flatMap((name) => /^segment-(\d{6,})\.jsonl$/.exec(name)?.[1] ?? [])
    .map(Number)
    .toSorted((a, b) => a - b);
}

/** Starts a segment. It appears under its name only when its header is on the disk. */
export async function createSegment(
  runDirectory: string,
  header: SegmentHeader,
  openFile: FileOpener,
): Promise<SegmentFile> {
  const path = join(runDirectory, segmentName(header.segment));
  const draft = `${path}.part`;
  const bytes = writeHeader(header);
  const file = await openFile(draft, 'w');
  try {
    await writeAll(file, bytes, 0);
    await file.datasync();
    await rename(draft, path);
  } catch (fault) {
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw fault;
  }
  return new SegmentFile({ path, number: header.segment }, file, { length: bytes.length, lineCount: 0 });
}

/** Removes what a segment started and never finished has left. */
export async function removeDrafts(runDirectory: string): Promise<void> {
  for (const name of await readdir(runDirectory)) {
    if (name.endsWith('.part')) await rm(join(runDirectory, name), { force: true });
  }
}

/** Removes the oldest segments before `current` until the rest of them takes at most `maxBytes`. */
export async function removeOldSegments(runDirectory: string, current: number, maxBytes: number): Promise<void> {
  const paths = (await listSegments(runDirectory))
    .filter((number) => number < current)
    .map((number) => join(runDirectory, segmentName(number)));
  const sizes = await Promise.all(paths.map(sizeOf));
  let total = sizes.reduce((sum, size) => sum + size, 0);
  for (const [index, path] of paths.entries()) {
    if (total <= maxBytes) return;
    await rm(path, { force: true });
    total -= sizes[index] ?? 0;
  }
}

export async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (fault) {
    if (isMissing(fault)) return 0;
    throw fault;
  }
}

/** Opens a segment to be gone on with. */
export async function reopenSegment(
  runDirectory: string,
  number: number,
  content: { readonly length: number; readonly lineCount: number },
  openFile: FileOpener,
): Promise<SegmentFile> {
  const path = join(runDirectory, segmentName(number));
  return new SegmentFile({ path, number }, await openFile(path, 'r+'), content);
}
