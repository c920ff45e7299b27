import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What a file or a folder takes, in bytes. Links are not followed, and what vanishes meanwhile counts nothing. */
export async function bytesIn(path: string): Promise<number> {
  try {
    const found = await lstat(path);
    if (!found.isDirectory()) return found.size;
    const names = await readdir(path);
    const sizes = await Promise.all(names.map((name) => bytesIn(join(path, name))));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    return 0;
  }
}
