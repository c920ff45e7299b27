import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export type GitEnd = {
  /** The exit status; 127 when the program could not be started. */
  readonly code: number;
  /** The signal that ended it, such as `SIGTERM`. */
  readonly signal?: NodeJS.Signals;
  /** What it said on stderr, at most 64 KiB. */
  readonly errors: string;
};

export type GitRun = {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when it has ended and all of its output has been read, and never rejects. */
  readonly ended: Promise<GitEnd>;
  /** Ends it and what it started. */
  kill(signal?: NodeJS.Signals): void;
};

export const noGit =
  'The repository is served by the git program of the machine the emulator runs on, and none was found. Install git, then try again.\n';

const mostErrors = 64 * 1024;

/** Without process groups (Windows) git's own children end by themselves, when the pipes between them break. */
const hasGroups = process.platform !== 'win32';

/** Starts the git of this machine, without a shell. */
export function runGit(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): GitRun {
  const child = spawn('git', args, { cwd, env, detached: hasGroups, windowsHide: true });
  // Who writes to a program that has ended learns it from its end.
  child.stdin.on('error', () => undefined);
  let over = false;
  child.once('close', () => {
    over = true;
  });
  return {
    input: child.stdin,
    output: child.stdout,
    ended: waitForEnd(child),
    kill(signal = 'SIGTERM') {
      // Its number may be that of another process by now.
      if (over) return;
      killAll(child, signal);
      // Nobody reads any more, and the end of a program waits for its readers.
      child.stdout.destroy();
    },
  };
}

function waitForEnd(child: ChildProcessWithoutNullStreams): Promise<GitEnd> {
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => {
    if (errors.length < mostErrors) errors += bytes.toString('utf8');
  });
  return new Promise((resolve) => {
    child.once('error', (fault) => {
      if ('code' in fault && fault.code === 'ENOENT') resolve({ code: 127, errors: noGit });
      else resolve({ code: 127, errors: 'The git program of this machine could not be started.\n' });
    });
    child.once('close', (code, signal) => {
      resolve({ code: code ?? 128, ...(signal === null ? {} : { signal }), errors: errors.slice(0, mostErrors) });
    });
  });
}

function killAll(child: ChildProcessWithoutNullStreams, signal: NodeJS.Signals): void {
  try {
    if (hasGroups && child.pid !== undefined) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended meanwhile.
  }
}
