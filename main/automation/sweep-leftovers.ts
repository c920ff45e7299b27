import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { layoutOf } from '../adapters/data-directory.ts';
import { isRunning, processRecordSchema } from '../adapters/process-record.ts';

/**
 * Removes the data of emulators that were killed before they could: of this user, with a lock whose holder has died.
 * One that was kept on purpose has given its lock back.
 */
export async function sweepLeftovers(folder: string): Promise<void> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.startsWith('warp-emu-own-'));
  await Promise.all(names.map((name) => removeIfDead(join(folder, name)).catch(() => undefined)));
}

async function removeIfDead(directory: string): Promise<void> {
  const { uid } = await stat(directory);
  if (uid !== process.getuid?.() && process.getuid !== undefined) return;
  const holder = processRecordSchema.parse(JSON.parse(await readFile(layoutOf(directory).lock, 'utf8')));
  if (!isRunning(holder)) await rm(directory, { recursive: true, force: true });
}
