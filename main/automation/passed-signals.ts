import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';

/** Ends a command, or tells it something. What the system does not know is left out. */
const passed: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGINT', 'SIGBREAK', 'SIGHUP']
    : ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'];

/** A terminal sends these to the command by itself: once more would be Ctrl-C twice, which many take for "at once". */
const fromTerminal: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGQUIT', 'SIGBREAK']);

export type PassedSignals = {
  /** Came before there was a command: the exit code that says so. */
  readonly early: number | undefined;
  passTo(child: ChildProcess): void;
  release(): void;
};

/** From here on signals go to the command, and end this process with it only. */
export function passSignals(isTerminal = process.stdin.isTTY === true): PassedSignals {
  let early: number | undefined;
  let child: ChildProcess | undefined;
  const take = (signal: NodeJS.Signals) => {
    if (child === undefined) early ??= exitCodeOf(signal);
    else if (!(isTerminal && fromTerminal.has(signal))) child.kill(signal);
  };
  for (const signal of passed) process.on(signal, take);
  return {
    get early() {
      return early;
    },
    passTo: (given) => {
      child = given;
    },
    release: () => {
      for (const signal of passed) process.off(signal, take);
    },
  };
}

/** As shells tell it. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
