import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CheckpointHead, openCheckpointFiles } from '../../../main/adapters/checkpoint-files.ts';
import { noon, stateAfter, temporaryDirectory } from './fixtures.ts';

const head = (name: string, at = noon): Omit<CheckpointHead, 'id'> => ({
  ...{ run: 'run-20261123-1', name, at, madeAt: noon, tone: 'dead', short: 'internal network dead', engine: 6 },
});

const namesIn = async (directory: string) => (await openCheckpointFiles(directory).list()).map(({ name }) => name);

async function withOne() {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, 'aside'));
  const files = openCheckpointFiles(directory);
  const made = await files.write(head('Friday'), stateAfter(7));
  return { directory, files, made, path: join(directory, 'checkpoints', `${made.id}.json`) };
}

describe('the files of checkpoints', () => {
  it('give back what was written, to the next process as well', async () => {
    const { directory, files, made } = await withOne();
    for (const reader of [files, openCheckpointFiles(directory)]) {
      expect(await reader.list()).toEqual([made]);
      expect(await reader.read(made.id)).toEqual({ head: made, state: stateAfter(7) });
    }
  });

  it('are listed in the order of virtual time', async () => {
    const { directory, files } = await withOne();
    await files.write(head('later', noon + 2), stateAfter(2));
    await files.write(head('earlier', noon - 2), stateAfter(2));
    expect(await namesIn(directory)).toEqual(['earlier', 'Friday', 'later']);
  });

  it('take a new name and keep their state', async () => {
    const { directory, files, made } = await withOne();
    const renamed = await files.rename(made.id, 'Friday, “renewed”\n✓');
    expect(renamed).toEqual({ ...made, name: 'Friday, “renewed”\n✓' });
    expect(await openCheckpointFiles(directory).read(made.id)).toEqual({ head: renamed, state: stateAfter(7) });
  });

  it('come back when they were deleted by mistake, and are gone for good after a start', async () => {
    const { directory, files, made } = await withOne();
    await files.remove(made.id);
    expect(await files.list()).toEqual([]);
    await expect(files.read(made.id)).rejects.toMatchObject({ code: 'no-such-checkpoint' });
    expect(await files.restore(made.id)).toEqual(made);
    expect(await files.read(made.id)).toMatchObject({ head: made });
    await files.remove(made.id);
    const next = openCheckpointFiles(directory);
    expect(await next.list()).toEqual([]);
    await expect(next.restore(made.id)).rejects.toMatchObject({ code: 'no-such-checkpoint' });
    expect(await readdir(join(directory, 'checkpoints'))).toEqual([]);
  });

  it('that were never written to their end are cleared away', async () => {
    const { directory, made } = await withOne();
    await writeFile(join(directory, 'checkpoints', 'checkpoint-00000000.json.77.tmp'), '{"format":1,');
    expect(await namesIn(directory)).toEqual(['Friday']);
    expect(await readdir(join(directory, 'checkpoints'))).toEqual([`${made.id}.json`]);
  });

  it('are set aside, whole, wherever they were cut off', async () => {
    const { directory, made, path } = await withOne();
    const bytes = await readFile(path);
    for (let length = 0; length < bytes.length; length += 1) {
      await writeFile(path, bytes.subarray(0, length));
      const files = openCheckpointFiles(directory);
      expect(await files.list(), `${length} bytes`).toEqual([]);
      expect(files.damaged).toHaveLength(1);
      expect(await readFile(files.damaged[0]?.kept ?? '')).toEqual(bytes.subarray(0, length));
      expect(existsSync(path)).toBe(false);
      await expect(files.read(made.id)).rejects.toMatchObject({ code: 'no-such-checkpoint' });
      await rm(join(directory, 'aside'), { recursive: true });
      await mkdir(join(directory, 'aside'));
    }
  });

  it('are set aside when a byte of the state has changed, once somebody wants it', async () => {
    const { directory, made, path } = await withOne();
    const changed = (await readFile(path, 'utf8')).replace('"version":1', '"version":2');
    await writeFile(path, changed);
    const files = openCheckpointFiles(directory);
    expect(await files.list()).toEqual([made]);
    await expect(files.read(made.id)).rejects.toMatchObject({ code: 'checkpoint-damaged' });
    expect(await files.list()).toEqual([]);
    expect(await readFile(files.damaged[0]?.kept ?? '', 'utf8')).toBe(changed);
  });

  it('overwrite no earlier file that was set aside', async () => {
    const { directory, path } = await withOne();
    const kept: string[] = [];
    for (const text of ['one', 'two']) {
      await writeFile(path, text);
      const files = openCheckpointFiles(directory);
      await files.list();
      kept.push(files.damaged[0]?.kept ?? '');
    }
    expect(await Promise.all(kept.map((file) => readFile(file, 'utf8')))).toEqual(['one', 'two']);
  });

  it('refuse a name that leads elsewhere', async () => {
    const { directory, files } = await withOne();
    await writeFile(join(directory, 'secret.json'), 'x');
    for (const id of ['../secret', 'checkpoint-../../x', '']) {
      for (const act of [files.read(id), files.remove(id), files.restore(id), files.rename(id, 'x')]) {
        await expect(act).rejects.toMatchObject({ code: 'no-such-checkpoint' });
      }
    }
  });

  it('made at the same time are all there', async () => {
    const { directory, files } = await withOne();
    await Promise.all(Array.from({ length: 20 }, (_, n) => files.write(head(`n${n}`), stateAfter(n))));
    expect(await namesIn(directory)).toHaveLength(21);
  });

  it('say that the disk is at fault, and list nothing that could not be written', async () => {
    const directory = await temporaryDirectory();
    await writeFile(join(directory, 'checkpoints'), 'a file where the folder should be');
    const files = openCheckpointFiles(directory);
    await expect(files.write(head('lost'), stateAfter(1))).rejects.toMatchObject({ code: 'storage-failed' });
  });
});
