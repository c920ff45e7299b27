import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const day = 24 * 60 * 60 * 1000;

/** Begins the name of a folder of the process with that pid. */
export function scratchName(pid: number): string {
  return `warp-emu-git-${pid}-`;
}

/**
 * Removes what emulators left that were killed. A day must have gone by: an emulator in a container may use the same
 * folder, and its process is not seen from here.
 */
export function removeLeftBehind(parent: string): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^warp-emu-git-(\d+)-\w+$/.exec(name)?.[1] ?? 0);
    if (pid === 0 || isRunning(pid)) continue;
    try {
      const path = join(parent, name);
      const found = lstatSync(path);
      const ours = found.isDirectory() && found.uid === (process.getuid?.() ?? found.uid);
      if (ours && found.mtimeMs < Date.now() - day) rmSync(path, { recursive: true, force: true });
    } catch {
      // The next start tries again.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return fault instanceof Error && 'code' in fault && fault.code === 'EPERM';
  }
}
