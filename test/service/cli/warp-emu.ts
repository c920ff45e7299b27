import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inRoot } from '../../../scripts/lib/paths.mjs';

export type Ended = { readonly exit: number | null; readonly stdout: string; readonly stderr: string };

/** `warp-emu` as a process of its own, from this checkout. */
export function startWarpEmu(
  args: readonly string[],
  env: Record<string, string> = {},
  stdin: 'ignore' | 'pipe' = 'ignore',
) {
  const child = spawn(process.execPath, [inRoot('scripts/warp-emu.mjs'), ...args], {
    env: { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', BROWSER: '', ...env },
    stdio: [stdin, 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    output.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    output.stderr += chunk;
  });
  const ended: Promise<Ended> = once(child, 'close').then(([exit]) => ({ exit, ...output }));
  return { child, output, ended };
}

export async function warpEmu(args: readonly string[], env?: Record<string, string>): Promise<Ended> {
  return startWarpEmu(args, env).ended;
}
