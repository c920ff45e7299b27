import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunOptions } from '../../../main/adapters/jsonl-event-log.ts';
import { freshRun, lineAt, linesFrom, numbersFrom, numbersOf, openTestRun, stateAfter } from './fixtures.ts';

async function segmentedRun(lineCount: number, options: RunOptions = {}) {
  const { directory, runId } = await freshRun();
  let last = 0;
  const log = await openTestRun(directory, runId, {
    maxLines: 10,
    snapshotState: () => ({ after: last, state: stateAfter(last) }),
    ...options,
  });
  for (let n = 1; n <= lineCount; n += 1) {
    await log.append([lineAt(n)], false);
    last = n;
  }
  return { directory, runId, log, names: async () => (await readdir(log.directory)).toSorted() };
}

it('starts a new segment with the state when one is full', async () => {
  const { directory, runId, log, names } = await segmentedRun(25);
  expect(await names()).toEqual(['segment-000001.jsonl', 'segment-000002.jsonl', 'segment-000003.jsonl']);
  const [head] = (await readFile(join(log.directory, 'segment-000003.jsonl'), 'utf8')).split('\n');
  expect(JSON.parse(head ?? '')).toEqual({ format: 1, run: runId, segment: 3, after: 20, state: stateAfter(20) });
  await log.close();
  const again = await openTestRun(directory, runId);
  expect(again.state).toEqual(stateAfter(20));
  expect(again.lines).toEqual(linesFrom(21, 25));
  expect(again.lastLine).toBe(25);
});

it('has no state in the head of the first segment', async () => {
  const { directory, runId } = await segmentedRun(5);
  const again = await openTestRun(directory, runId);
  expect('state' in again).toBe(false);
});

it('puts no line twice and none nowhere when many are appended at once', async () => {
  const { log } = await segmentedRun(0, { snapshotState: () => undefined });
  await log.append(linesFrom(1, 35), false);
  expect(numbersOf((await log.readLines({ limit: 100 })).lines)).toEqual(numbersFrom(1, 35));
});

it('waits with a new segment until the state is that of the last line', async () => {
  let after = 0;
  const { log, names } = await segmentedRun(0, { snapshotState: () => ({ after, state: stateAfter(after) }) });
  await log.append(linesFrom(1, 10), false);
  after = 9;
  await log.append(linesFrom(11, 11), false);
  expect(await names()).toEqual(['segment-000001.jsonl']);
  after = 11;
  await log.append(linesFrom(12, 12), false);
  expect(await names()).toEqual(['segment-000001.jsonl', 'segment-000002.jsonl']);
});

it('goes on in the same segment when the state can’t be told', async () => {
  const { log, names } = await segmentedRun(0, {
    snapshotState: () => {
      throw new Error('no run has been started');
    },
  });
  await log.append(linesFrom(1, 10), false);
  await log.append(linesFrom(11, 12), false);
  expect(await names()).toEqual(['segment-000001.jsonl']);
  expect(numbersOf((await log.readLines({ limit: 100 })).lines)).toEqual(numbersFrom(1, 12));
});

it('removes the oldest segments beyond the limit and says where the rest begins', async () => {
  const { log, names } = await segmentedRun(95, { maxOldBytes: 4000 });
  const kept = await names();
  expect(kept.at(-1)).toBe('segment-000010.jsonl');
  const old = await Promise.all(kept.slice(0, -1).map(async (name) => (await stat(join(log.directory, name))).size));
  const total = old.reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(4000);
  expect(total + (old[0] ?? 0)).toBeGreaterThan(4000);
  const first = (10 - old.length) * 10 - 9;
  const oldest = await log.readOldest();
  expect(oldest).toEqual({ after: first - 1, state: stateAfter(first - 1) });
  const page = await log.readLines({ limit: 1000 });
  expect(numbersOf(page.lines)).toEqual(numbersFrom(first, 95));
  expect(page.next).toBeUndefined();
});

it('says that a whole log begins at its beginning', async () => {
  const { log } = await segmentedRun(25);
  expect(await log.readOldest()).toEqual({ after: 0 });
});

it('reads pages while lines are being appended', async () => {
  const { log } = await segmentedRun(30);
  const appending = Promise.all(numbersFrom(31, 300).map((n) => log.append([lineAt(n)], false)));
  const pages = await Promise.all(Array.from({ length: 20 }, () => log.readLines({ limit: 25 })));
  await appending;
  for (const { lines } of pages) expect(numbersOf(lines)).toEqual(numbersFrom(lines[0]?.n ?? 0, lines.at(-1)?.n ?? 0));
  expect(pages.every(({ lines }) => lines.length === 25)).toBe(true);
});
