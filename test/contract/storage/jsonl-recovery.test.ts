import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshRun, lineAt, linesFrom, numbersFrom, numbersOf, openTestRun, stateAfter } from './fixtures.ts';

async function writtenRun(last: number) {
  const run = await freshRun();
  const log = await openTestRun(run.directory, run.runId);
  await log.append(linesFrom(1, last), false);
  await log.close();
  const file = join(run.directory, 'runs', run.runId, 'segment-000001.jsonl');
  return { ...run, file, bytes: await readFile(file) };
}

/** Opens the run, adds one line, opens it again: the numbers have to go on without a gap. */
async function goOnAndReopen(directory: string, runId: string) {
  const log = await openTestRun(directory, runId);
  await log.append([lineAt(log.lastLine + 1)], false);
  await log.close();
  const again = await openTestRun(directory, runId);
  await again.close();
  return { first: log, again };
}

describe('a run whose file was not written to its end', () => {
  it('keeps every whole line, at whatever byte it was cut off', async () => {
    const { directory, runId, file, bytes } = await writtenRun(2);
    for (let length = 0; length <= bytes.length; length += 1) {
      await writeFile(file, bytes.subarray(0, length));
      const whole = bytes.subarray(0, length).toString().split('\n').length - 1;
      const kept = Math.max(0, whole - 1);
      const { first, again } = await goOnAndReopen(directory, runId);
      const lastNewline = bytes.subarray(0, length).lastIndexOf(10) + 1;
      expect(numbersOf(first.lines)).toEqual(numbersFrom(1, kept));
      expect(first.droppedTail?.bytes ?? 0).toBe(length - lastNewline);
      expect(first.damaged).toBeUndefined();
      expect(numbersOf(again.lines)).toEqual(numbersFrom(1, kept + 1));
      expect(again.droppedTail).toBeUndefined();
    }
  }, 20_000);

  it('drops a last line of zeros, as a power cut leaves it', async () => {
    const { directory, runId, file, bytes } = await writtenRun(3);
    await writeFile(file, Buffer.concat([bytes, Buffer.alloc(300)]));
    const { first, again } = await goOnAndReopen(directory, runId);
    expect(first.droppedTail).toEqual({ file, bytes: 300 });
    expect(numbersOf(again.lines)).toEqual([1, 2, 3, 4]);
  });

  it('removes a segment that was never finished being started', async () => {
    const { directory, runId, file } = await writtenRun(2);
    await writeFile(`${file}.part`, 'half a head');
    const { again } = await goOnAndReopen(directory, runId);
    expect(numbersOf(again.lines)).toEqual([1, 2, 3]);
    expect(await readdir(join(directory, 'runs', runId))).toEqual(['segment-000001.jsonl']);
  });

  it('goes on from the segment before when the newest has no whole head', async () => {
    const { directory, runId, file, bytes } = await writtenRun(3);
    const newest = file.replace('000001', '000002');
    await writeFile(newest, bytes.subarray(0, 20));
    const { first, again } = await goOnAndReopen(directory, runId);
    expect(first.droppedTail).toEqual({ file: newest, bytes: 20 });
    expect(numbersOf(again.lines)).toEqual([1, 2, 3, 4]);
  });
});

describe('a run whose file is damaged in the middle', () => {
  const spoil: readonly (readonly [string, (lines: string[]) => void])[] = [
    ['a line that is no JSON', (lines) => void lines.splice(3, 1, '{"n":3,')],
    ['a line that is no log line', (lines) => void lines.splice(3, 1, '{"n":3}')],
    ['a number left out', (lines) => void lines.splice(3, 1)],
    ['a number twice', (lines) => void lines.splice(3, 0, lines[2] ?? '')],
    ['an empty line', (lines) => void lines.splice(3, 0, '')],
    ['bytes that are no text', (lines) => void lines.splice(3, 1, (lines[3] ?? '').replace('connect', 'conn�ct'))],
  ];

  it.each(spoil)('keeps the file aside and the lines before %s', async (_name, change) => {
    const { directory, runId, file, bytes } = await writtenRun(5);
    const lines = bytes.toString().split('\n');
    change(lines);
    const damaged = Buffer.from(lines.join('\n'), 'utf8');
    const replacement = damaged.indexOf(Buffer.from('�'));
    const spoilt =
      replacement === -1
        ? damaged
        : Buffer.concat([damaged.subarray(0, replacement), Buffer.from([0xff]), damaged.subarray(replacement + 3)]);
    await writeFile(file, spoilt);
    const { first, again } = await goOnAndReopen(directory, runId);
    expect(numbersOf(first.lines)).toEqual([1, 2]);
    expect(first.damaged?.file).toBe(file);
    expect(await readFile(first.damaged?.kept ?? '')).toEqual(spoilt);
    expect(numbersOf(again.lines)).toEqual([1, 2, 3]);
    expect(again.damaged).toBeUndefined();
  });

  it('never overwrites a file that was set aside before', async () => {
    const { directory, runId, file, bytes } = await writtenRun(5);
    for (const mark of ['one', 'two', 'three']) {
      const lines = bytes.toString().split('\n');
      lines[3] = mark;
      await writeFile(file, lines.join('\n'));
      await goOnAndReopen(directory, runId);
    }
    const kept = await readdir(join(directory, 'aside'));
    const marks = await Promise.all(
      kept.toSorted().map(async (name) => (await readFile(join(directory, 'aside', name), 'utf8')).split('\n')[3]),
    );
    expect(kept).toHaveLength(3);
    expect(marks.toSorted()).toEqual(['one', 'three', 'two']);
  });

  it('starts with nothing when the head is gone, and says where the lines are', async () => {
    const { directory, runId, file, bytes } = await writtenRun(5);
    const spoilt = bytes.toString().replace('"format"', '"fromat"');
    await writeFile(file, spoilt);
    const { first, again } = await goOnAndReopen(directory, runId);
    expect(first.lines).toEqual([]);
    expect(await readFile(first.damaged?.kept ?? '', 'utf8')).toBe(spoilt);
    expect(numbersOf(again.lines)).toEqual([1]);
  });

  it('leaves a file of a later version alone', async () => {
    const { directory, runId, file, bytes } = await writtenRun(2);
    const later = bytes.toString().replace('"format":1', '"format":2');
    await writeFile(file, later);
    await expect(openTestRun(directory, runId)).rejects.toMatchObject({ code: 'run-too-new' });
    expect(await readFile(file, 'utf8')).toBe(later);
  });

  it('counts what can’t be read in an older segment and shows the rest', async () => {
    const { directory, runId } = await freshRun();
    let last = 0;
    const log = await openTestRun(directory, runId, {
      maxLines: 5,
      snapshotState: () => ({ after: last, state: stateAfter(last) }),
    });
    for (let n = 1; n <= 12; n += 1) {
      await log.append([lineAt(n)], false);
      last = n;
    }
    const file = join(directory, 'runs', runId, 'segment-000001.jsonl');
    await writeFile(file, (await readFile(file, 'utf8')).replace('"n":3', '"n":x'));
    const page = await log.readLines({ limit: 20 });
    expect(numbersOf(page.lines)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(page.unreadable).toBe(1);
  });
});

it.each(['run-20200101-9', '../runs', ''])('refuses a run that is not there: %j', async (runId) => {
  const { directory } = await freshRun();
  await expect(openTestRun(directory, runId)).rejects.toMatchObject({ code: 'no-such-run' });
});
