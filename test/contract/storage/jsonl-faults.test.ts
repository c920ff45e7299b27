import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../../app/errors.ts';
import type { OpenedRun } from '../../../main/adapters/jsonl-event-log.ts';
import { type Faults, faultyOpener } from './faulty-file.ts';
import { freshRun, lineAt, linesFrom, numbersFrom, numbersOf, openTestRun, stateAfter } from './fixtures.ts';

async function faultyRun() {
  const { directory, runId } = await freshRun();
  const faults: Faults = {};
  const log = await openTestRun(directory, runId, { openFile: faultyOpener(faults) });
  await log.append(linesFrom(1, 2), false);
  return { directory, runId, faults, log, file: join(log.directory, 'segment-000001.jsonl') };
}

async function reopen({ directory, runId }: { directory: string; runId: string }): Promise<OpenedRun> {
  const again = await openTestRun(directory, runId);
  await again.close();
  return again;
}

describe('an append that the disk refuses', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EIO', 'storage-failed'],
  ])('%s rejects and leaves the file as it was', async (code, refusal) => {
    const run = await faultyRun();
    const before = await readFile(run.file);
    run.faults.write = { takes: 17, code };
    await expect(run.log.append(linesFrom(3, 4), false)).rejects.toMatchObject({ code: refusal });
    expect(await readFile(run.file)).toEqual(before);
    run.faults.write = undefined;
    await run.log.append(linesFrom(3, 3), true);
    expect(numbersOf((await reopen(run)).lines)).toEqual([1, 2, 3]);
  });

  it('takes with it what was waiting behind it, so that no number is left out', async () => {
    const run = await faultyRun();
    run.faults.write = { takes: 0, code: 'ENOSPC' };
    const first = run.log.append([lineAt(3)], false);
    await Promise.resolve();
    const outcomes = await Promise.allSettled([
      first,
      run.log.append([lineAt(4)], false),
      run.log.append([lineAt(5)], false),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    run.faults.write = undefined;
    await run.log.append(linesFrom(3, 5), false);
    expect(numbersOf((await reopen(run)).lines)).toEqual(numbersFrom(1, 5));
  });

  it('goes on after a write that took only part', async () => {
    const run = await faultyRun();
    run.faults.write = { takes: 5 };
    await run.log.append(linesFrom(3, 5), false);
    const again = await reopen(run);
    expect(again.lines).toEqual(linesFrom(1, 5));
    expect(again.droppedTail).toBeUndefined();
  });

  it('fails rather than turn in circles when nothing is taken', async () => {
    const run = await faultyRun();
    run.faults.write = { takes: 0 };
    await expect(run.log.append([lineAt(3)], false)).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('is not relied on when only the sync failed', async () => {
    const run = await faultyRun();
    run.faults.datasync = 'EIO';
    await expect(run.log.append([lineAt(3)], true)).rejects.toMatchObject({ code: 'storage-failed' });
    run.faults.datasync = undefined;
    await run.log.append([lineAt(3)], true);
    expect(numbersOf((await reopen(run)).lines)).toEqual([1, 2, 3]);
  });

  it('lets nothing be written until the debris could be cleared', async () => {
    const run = await faultyRun();
    run.faults.write = { takes: 9, code: 'EIO' };
    run.faults.truncate = 'EIO';
    await expect(run.log.append(linesFrom(3, 9), false)).rejects.toThrow();
    run.faults.write = undefined;
    await expect(run.log.append([lineAt(3)], false)).rejects.toThrow();
    expect(numbersOf((await reopen(run)).lines)).toEqual([1, 2]);
    run.faults.truncate = undefined;
    await run.log.append([lineAt(3)], false);
    expect(numbersOf((await reopen(run)).lines)).toEqual([1, 2, 3]);
  });

  it('says which file, why, and what to do', async () => {
    const run = await faultyRun();
    run.faults.write = { takes: 0, code: 'ENOSPC' };
    await expect(run.log.append([lineAt(3)], false)).rejects.toThrow(
      `Could not write ${run.file}: the disk is full. Free some space and try again.`,
    );
  });
});

it('goes on in the old segment when a new one can’t be started, and tells of it', async () => {
  const { directory, runId } = await freshRun();
  const faults: Faults = {};
  const troubles: Refusal[] = [];
  let last = 0;
  const log = await openTestRun(directory, runId, {
    maxLines: 10,
    openFile: faultyOpener(faults, (path) => path.includes('000002')),
    snapshotState: () => ({ after: last, state: stateAfter(last) }),
    onTrouble: (fault) => troubles.push(fault),
  });
  const appendUpTo = async (end: number) => {
    for (let n = last + 1; n <= end; n += 1) {
      await log.append([lineAt(n)], false);
      last = n;
    }
  };
  faults.write = { takes: 3, code: 'ENOSPC' };
  await appendUpTo(15);
  expect(troubles.map(({ code }) => code)).toContain('disk-full');
  expect(await readdir(log.directory)).toEqual(['segment-000001.jsonl']);
  faults.write = undefined;
  await appendUpTo(20);
  expect((await log.readLines({ limit: 100 })).lines).toEqual(linesFrom(1, 20));
  const again = await reopen({ directory, runId });
  expect(again.lastLine).toBe(20);
  expect(again.state).toBeDefined();
});
