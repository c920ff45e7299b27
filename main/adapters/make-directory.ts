import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, isMissing } from './storage-fault.ts';

/**
 * Creates the directory and what is missing above it, for this user alone; one that is there stays as it is.
 * Node's own recursive mkdir reports a read-only disk as ENOENT, and never returns where a directory takes none (/proc).
 */
export function makeDirectory(path: string): void {
  if (isDirectory(path)) return;
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (fault) {
    // Another process may have been quicker.
    if (codeOf(fault) === 'EEXIST' && isDirectory(path)) return;
    const parent = dirname(path);
    if (!isMissing(fault) || parent === path || isDirectory(parent)) throw fault;
    makeDirectory(parent);
    makeDirectory(path);
  }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    return false;
  }
}
