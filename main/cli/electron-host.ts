import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { packageRoot } from '../package-root.ts';
import { CliFailure, type ExitCode } from './failure.ts';

/** Runs the desktop app to its end. `electron` itself is never imported here: its package tries to download the runtime. */
export async function runElectronHost(args: readonly string[]): Promise<ExitCode> {
  const runtime = findRuntime();
  if (runtime === undefined) {
    throw new CliFailure(
      2,
      'no-electron',
      "Electron's runtime is not installed here. Use `warp-emu serve --host node`.",
    );
  }
  const child = spawn(runtime, [packageRoot, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? 0 : 1));
  });
}

function findRuntime(): string | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}
