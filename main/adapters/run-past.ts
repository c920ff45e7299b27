import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogLine } from '../../app/ports.ts';
import { stateAt } from '../../app/session/past.ts';
import { foldLog } from '../../app/session/replay.ts';
import type { State } from '../../app/session/state.ts';
import type { Millis } from '../../app/time/instant.ts';
import { layoutOf } from './data-directory.ts';
import { listSegments, segmentName } from './segment-directory.ts';
import { scanSegment } from './segment-scan.ts';
import { isMissing } from './storage-fault.ts';

type Segment = { readonly lines: readonly LogLine[]; readonly after: number; readonly state?: State };

/** `tooEarly`: what is kept of the run begins then, with that state; `isWhole` when it is the run's own beginning. */
export type Past =
  | { readonly state: State }
  | { readonly tooEarly: { readonly state: State; readonly isWhole: boolean } }
  | 'nothing-kept';

/**
 * The state of a run at an instant, from the nearest state that its segments hold. Only reads: the run may be going on.
 * Throws a `Refusal` (`other-version`).
 */
export async function readPast(dataDirectory: string, runId: string, at: Millis): Promise<Past> {
  let earliest: Segment | undefined;
  for await (const segment of newestFirst(dataDirectory, runId)) {
    earliest = segment;
    const state = stateAt(segment.lines, at, segment.state);
    if (state !== undefined) return { state };
  }
  const state = earliest && (earliest.state ?? foldLog(earliest.lines.slice(0, 1)));
  return state === undefined ? 'nothing-kept' : { tooEarly: { state, isWhole: earliest?.after === 0 } };
}

/** How a run was left; `undefined` when nothing of it can be read. Throws as `readPast` does. */
export async function readLastState(dataDirectory: string, runId: string): Promise<State | undefined> {
  for await (const { lines, state } of newestFirst(dataDirectory, runId)) return foldLog(lines, state);
  return undefined;
}

async function* newestFirst(dataDirectory: string, runId: string): AsyncGenerator<Segment> {
  const directory = join(layoutOf(dataDirectory).runs, runId);
  const numbers = await listSegments(directory).catch((fault: unknown) => {
    if (isMissing(fault)) return [];
    throw fault;
  });
  for (const number of numbers.toReversed()) {
    const bytes = await readFile(join(directory, segmentName(number))).catch(() => Buffer.alloc(0));
    const { header, lines } = scanSegment(bytes);
    if (header === undefined) continue;
    const { after, state } = header;
    yield state === undefined ? { lines, after } : { lines, after, state };
  }
}
