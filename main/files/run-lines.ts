import { join } from 'node:path';
import type { KeptSince } from '../../app/bundle/make-bundle.ts';
import { Refusal } from '../../app/errors.ts';
import type { LogLine } from '../../app/ports.ts';
import { layoutOf } from '../adapters/data-directory.ts';
import type { LogPage, PageRequest } from '../adapters/run-log.ts';
import { listSegments, segmentName, sizeOf } from '../adapters/segment-directory.ts';
import { SegmentPages } from '../adapters/segment-pages.ts';
import type { Runs } from '../runs.ts';

/** What is kept of a run: what was before, and its lines, a page at a time. */
export type RunLines = { readonly kept: KeptSince; pages(): AsyncGenerator<readonly LogLine[]> };

/** Between two pages everything else has its turn. */
const pageLength = 100;

/** Reads the run that goes on, up to this moment, or another one as it was left. */
export async function openRunLines(runs: Runs, dataDirectory: string, id: string): Promise<RunLines> {
  const { current, emulator } = runs;
  if (id === current.id) {
    const last = emulator.revision;
    const kept = await current.log.readOldest();
    return { kept, pages: () => pagesOf((page) => current.log.readLines(page), kept.after, last) };
  }
  if (!(await runs.list()).some((run) => run.id === id)) {
    throw new Refusal('no-such-run', `There is no run "${id.slice(0, 80)}". Those there are: warp-emu run list`);
  }
  return openKeptLines(dataDirectory, id);
}

/** A run as it was left. */
export async function openKeptLines(dataDirectory: string, id: string): Promise<RunLines> {
  const directory = join(layoutOf(dataDirectory).runs, id);
  const number = (await listSegments(directory)).at(-1) ?? 0;
  const length = await sizeOf(join(directory, segmentName(number)));
  const pages = new SegmentPages(directory);
  const newest = { number, length, lastLine: Number.MAX_SAFE_INTEGER };
  const kept = await pages.readOldest(0);
  return { kept, pages: () => pagesOf((page) => pages.read(page, newest), kept.after, Number.MAX_SAFE_INTEGER) };
}

async function* pagesOf(read: (page: PageRequest) => Promise<LogPage>, after: number, last: number) {
  for (let next = after + 1; next <= last; ) {
    const upTo = Math.min(last, next + pageLength - 1);
    const { lines } = await read({ before: upTo + 1, limit: upTo - next + 1 });
    const end = lines.at(-1)?.n;
    if (end === undefined) return;
    yield lines;
    next = end + 1;
  }
}
