import { constants, copyFileSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { makeDirectory } from './make-directory.ts';
import { codeOf } from './storage-fault.ts';

/** Copies a damaged file to where it is kept, under a name nobody has used, and tells where that is. */
export function copyAside(file: string, asideDirectory: string, name: string): string {
  makeDirectory(asideDirectory);
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let count = 1; ; count += 1) {
    const kept = join(asideDirectory, count === 1 ? name : `${stem}-${count}${extension}`);
    try {
      copyFileSync(file, kept, constants.COPYFILE_EXCL);
      return kept;
    } catch (fault) {
      if (codeOf(fault) !== 'EEXIST') {
        rmSync(kept, { force: true });
        throw fault;
      }
    }
  }
}

export function moveAside(file: string, asideDirectory: string, name: string): string {
  const kept = copyAside(file, asideDirectory, name);
  rmSync(file);
  return kept;
}
