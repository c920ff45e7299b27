import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';

/** A program, and what whoever runs it types into it. */
export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
};

export type Observed = {
  /** With which it ended; `undefined` when it had to be ended. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Real milliseconds. */
  readonly took: number;
};

/** Runs a program to its end; one that is still running after `limit` real milliseconds is ended. */
export async function observe({ file, args, input = '', env }: Command, limit: number): Promise<Observed> {
  const begun = performance.now();
  const program = startProgram({ file, args, ...(env === undefined ? {} : { env }) });
  program.process.stdin.end(input);
  const timer = setTimeout(() => program.end(), limit);
  const code = await program.ended;
  clearTimeout(timer);
  const took = performance.now() - begun;
  return { code: took >= limit ? undefined : code, stdout: program.stdout(), stderr: program.stderr(), took };
}

export type Program = {
  readonly process: ChildProcessWithoutNullStreams;
  stdout(): string;
  stderr(): string;
  /** Ends it, and whatever it has started. */
  end(): void;
  /** With which it ends. */
  readonly ended: Promise<number>;
};

export function startProgram({ file, args, env }: Omit<Command, 'input'>): Program {
  // In a group of its own, so that the ssh of a git, and the netcat of that, end with it.
  const child = spawn(file, args, { env, detached: true });
  const heard = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].on('data', (bytes: Buffer) => {
      heard[stream] += bytes.toString();
    });
  }
  child.stdin.on('error', () => undefined);
  return {
    process: child,
    stdout: () => heard.stdout,
    stderr: () => heard.stderr,
    end: () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) process.kill(-child.pid);
    },
    ended: once(child, 'close').then(([code, signal]) => code ?? 128 + constants.signals[signal as NodeJS.Signals]),
  };
}

/** Lets at most so many of the works that are given to it go on at once, in order. */
export function makeLane(width: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = width;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
