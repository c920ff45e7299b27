import { randomUUID } from 'node:crypto';
import { appendFile, open, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '../../app/errors.ts';
import { layoutOf } from '../adapters/data-directory.ts';
import { makeDirectory } from '../adapters/make-directory.ts';
import { storageRefusal } from '../adapters/storage-fault.ts';

/** So much of a file is handed over in one go. */
const partLength = 1_000_000;

/** Of each kind, files made and files handed in, so many are there at a time. */
const keptFiles = 4;

/** Files on their way between a run and somebody who asked for them; the oldest make room for new ones. */
export type PassingBundles = {
  /** A new, empty one; answers its id. */
  begin(): Promise<string>;
  append(id: string, text: string): Promise<void>;
  /** A part of it; `next` is absent with the last one. Throws a `Refusal` (`no-such-bundle`). */
  read(id: string, offset: number): Promise<{ readonly text: string; readonly next?: number }>;
  pathOf(id: string): string;
  drop(id: string): Promise<void>;
};

export function openPassingBundles(dataDirectory: string): PassingBundles {
  const { bundles: directory } = layoutOf(dataDirectory);
  const ids: string[] = [];
  let cleared: Promise<void> | undefined;
  const pathOf = (id: string) => {
    if (!ids.includes(id)) {
      throw new Refusal('no-such-bundle', 'That bundle is not here any more. Make it, or hand it over, anew.');
    }
    return join(directory, id);
  };
  const drop = async (id: string) => {
    const path = pathOf(id);
    ids.splice(ids.indexOf(id), 1);
    await rm(path, { force: true });
  };
  const onDisk = async <T>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (fault) {
      throw storageRefusal(fault, directory);
    }
  };
  return {
    pathOf,
    drop,
    begin: async () => {
      // What an earlier process left is nobody's any more.
      cleared ??= rm(directory, { recursive: true, force: true });
      await cleared;
      const id = randomUUID();
      await onDisk(async () => {
        makeDirectory(directory);
        await writeFile(join(directory, id), '', { mode: 0o600 });
      });
      ids.push(id);
      for (const old of ids.slice(0, -keptFiles)) await drop(old);
      return id;
    },
    append: async (id, text) => {
      const path = pathOf(id);
      await onDisk(() => appendFile(path, text));
    },
    read: async (id, offset) => {
      const path = pathOf(id);
      const { size } = await onDisk(() => stat(path));
      const bytes = await onDisk(() => readRange(path, offset, partLength));
      const whole = bytes.subarray(0, offset + bytes.length < size ? lengthOfWhole(bytes) : bytes.length);
      const next = offset + whole.length;
      return { text: whole.toString('utf8'), ...(next < size ? { next } : {}) };
    },
  };
}

async function readRange(path: string, offset: number, length: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Up to the last character that is whole: a byte that goes on from one before has 10 for its first bits. */
function lengthOfWhole(bytes: Buffer): number {
  let end = bytes.length - 1;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return end;
}
