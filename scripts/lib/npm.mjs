import { basename } from 'node:path';
import { run, runNode } from './run.mjs';

/** Runs the npm that runs this script, else the one of the system. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && basename(npm).startsWith('npm')) return runNode([npm, ...args], options);
  return run('npm', args, { ...options, shell: process.platform === 'win32' });
}
