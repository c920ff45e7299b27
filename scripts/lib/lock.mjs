import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Takes a lock if it is free or its holder is dead; answers how to release it. */
export function takeLock(file) {
  mkdirSync(dirname(file), { recursive: true });
  if (isAbandoned(file)) rmSync(file, { force: true });
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (error.code === 'EEXIST') return undefined;
    throw error;
  }
  const release = () => {
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.on('exit', release);
  return release;
}

export async function waitForLock(file) {
  for (;;) {
    const release = takeLock(file);
    if (release !== undefined) return release;
    await delay(200);
  }
}

function isAbandoned(file) {
  try {
    const holder = Number(readFileSync(file, 'utf8'));
    // Between its creation and its first byte a lock has no holder yet.
    if (holder === 0) return Date.now() - statSync(file).mtimeMs > 10_000;
    return !isAlive(holder);
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
