import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot } from '../../../scripts/lib/paths.mjs';

export type Ended = { readonly exit: number | null; readonly stdout: string; readonly stderr: string };

/** A folder for temporary files, so that it can be seen what stays of those who were told to use it. */
export function makeTemporary() {
  const folder = mkdtempSync(join(tmpdir(), 'warp-emu-exec-test-'));
  return { folder, left: () => readdirSync(folder), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** `warp-emu exec` of the built program, with pipes for its input and output. */
export function startExec(args: readonly string[], temporary: string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [inRoot('out/main/cli.js'), 'exec', ...args], {
    env: { ...process.env, TMPDIR: temporary, ...env },
    stdio: 'pipe',
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      output[name] += chunk;
    });
  }
  const ended: Promise<Ended> = once(child, 'close').then(([exit]) => ({ exit, ...output }));
  return { child, output, ended };
}
