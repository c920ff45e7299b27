import { describe, expect, it } from 'vitest';
import { createMemoryEventLog } from '../../../main/adapters/memory-event-log.ts';
import type { RunLog } from '../../../main/adapters/run-log.ts';
import { freshRun, linesFrom, numbersFrom, numbersOf, openTestRun, stateAfter } from './fixtures.ts';

async function openOnDisk(): Promise<RunLog> {
  const { directory, runId } = await freshRun();
  return openTestRun(directory, runId);
}

/** Segments so short that every page crosses some. */
async function openInSmallSegments(): Promise<RunLog> {
  const { directory, runId } = await freshRun();
  let last = 0;
  const log = await openTestRun(directory, runId, {
    maxLines: 7,
    snapshotState: () => ({ after: last, state: stateAfter(last) }),
  });
  return {
    ...log,
    async append(lines, durable) {
      await log.append(lines, durable);
      last = lines.at(-1)?.n ?? last;
    },
  };
}

describe.each([
  ['in memory', async () => createMemoryEventLog()],
  ['on disk', openOnDisk],
  ['on disk in small segments', openInSmallSegments],
] as const)('the event log %s', (_name, open) => {
  it('returns what was appended, in order and unchanged', async () => {
    const log = await open();
    await log.append(linesFrom(1, 2), false);
    await log.append(linesFrom(3, 3), true);
    const page = await log.readLines({ limit: 10 });
    expect(page).toEqual({ lines: linesFrom(1, 3), unreadable: 0 });
  });

  it('has no lines before the first', async () => {
    const log = await open();
    expect(await log.readLines({ limit: 10 })).toEqual({ lines: [], unreadable: 0 });
  });

  it('takes appends given without waiting one after another', async () => {
    const log = await open();
    await Promise.all(numbersFrom(1, 200).map((n) => log.append(linesFrom(n, n), n % 50 === 0)));
    expect(numbersOf((await log.readLines({ limit: 500 })).lines)).toEqual(numbersFrom(1, 200));
  });

  it('rejects a number that does not follow, and goes on with the one that does', async () => {
    const log = await open();
    await log.append(linesFrom(1, 1), false);
    await expect(log.append(linesFrom(3, 3), false)).rejects.toMatchObject({ code: 'log-gap' });
    await expect(log.append(linesFrom(1, 1), false)).rejects.toMatchObject({ code: 'log-gap' });
    await log.append(linesFrom(2, 3), false);
    expect(numbersOf((await log.readLines({ limit: 10 })).lines)).toEqual([1, 2, 3]);
  });

  it('accepts an append of no lines', async () => {
    const log = await open();
    await log.append([], true);
    await log.append(linesFrom(1, 1), false);
    expect(numbersOf((await log.readLines({ limit: 10 })).lines)).toEqual([1]);
  });

  it.each([1, 3, 7, 10, 100])('pages backwards through everything, %i lines at a time', async (limit) => {
    const log = await open();
    for (let n = 1; n <= 100; n += 5) await log.append(linesFrom(n, n + 4), false);
    const seen: number[] = [];
    let before: number | undefined;
    do {
      const page = await log.readLines({ before, limit });
      expect(page.lines.length).toBeLessThanOrEqual(limit);
      seen.unshift(...numbersOf(page.lines));
      before = page.next;
    } while (before !== undefined);
    expect(seen).toEqual(numbersFrom(1, 100));
  });

  it('rejects appends once closed', async () => {
    const log = await open();
    const last = log.append(linesFrom(1, 1), false);
    await log.close();
    await last;
    await expect(log.append(linesFrom(2, 2), false)).rejects.toMatchObject({ code: 'log-closed' });
  });
});
