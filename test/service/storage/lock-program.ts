import { existsSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as turn } from 'node:timers/promises';
import { acquireLock } from '../../../main/adapters/lock.ts';
import { isRunning, ownProcess } from '../../../main/adapters/process-record.ts';

let release: () => void = () => undefined;

function say(data: object): void {
  writeSync(1, `${JSON.stringify(data)}\n`);
}

async function acquire(directory: string): Promise<object> {
  const outcome = await acquireLock(directory);
  if ('heldBy' in outcome) return outcome;
  release = outcome.release;
  return { held: true };
}

/** Takes and gives back the lock again and again until there is a file `stop`; while it holds nobody alive may be inside. */
async function contend(directory: string): Promise<object> {
  const inside = join(directory, 'inside');
  const own = JSON.stringify(ownProcess());
  let held = 0;
  let violations = 0;
  while (!existsSync(join(directory, 'stop'))) {
    const outcome = await acquireLock(directory);
    await turn();
    if ('heldBy' in outcome) continue;
    held += 1;
    if (isSomebodyInside(inside)) violations += 1;
    writeFileSync(inside, own);
    for (let count = 0; count < 3; count += 1) await turn();
    if (readFileSync(inside, 'utf8') !== own) violations += 1;
    rmSync(inside);
    outcome.release();
  }
  return { held, violations };
}

function isSomebodyInside(inside: string): boolean {
  try {
    return isRunning(JSON.parse(readFileSync(inside, 'utf8')));
  } catch {
    return false;
  }
}

say({ ready: true });
for await (const line of createInterface(process.stdin)) {
  const [command, directory = ''] = line.split(' ');
  if (command === 'acquire') say(await acquire(directory));
  if (command === 'contend') say(await contend(directory));
  if (command === 'release') {
    release();
    say({ released: true });
  }
}
