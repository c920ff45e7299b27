import { once } from 'node:events';
import spawn from 'cross-spawn';
import { exitCodeOf, type PassedSignals } from './passed-signals.ts';

/** A command that could not be started, with the exit code that shells have for it. */
export class NotStarted extends Error {
  readonly exit: 126 | 127;

  constructor(exit: 126 | 127, message: string) {
    super(message);
    this.name = 'NotStarted';
    this.exit = exit;
  }
}

/**
 * Runs a command to its end with our input and output as they are; answers its exit code, or 128 and the number of the
 * signal that ended it. Throws `NotStarted`. (On Windows, scripts such as npm.cmd are found and quoted as cmd wants it.)
 */
export async function runCommand(
  command: readonly [string, ...string[]],
  { env, signals }: { readonly env: NodeJS.ProcessEnv; readonly signals: PassedSignals },
): Promise<number> {
  const [file, ...args] = command;
  const child = spawn(file, args, { stdio: 'inherit', env });
  signals.passTo(child);
  try {
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? (signal === null ? 1 : exitCodeOf(signal));
  } catch (fault) {
    throw explain(fault as NodeJS.ErrnoException, file);
  }
}

function explain({ code, message }: NodeJS.ErrnoException, file: string): NotStarted {
  if (code === 'ENOENT') {
    return new NotStarted(127, `There is no command “${file}” here. Mind its spelling, or give the path to it.`);
  }
  if (code === 'EACCES') {
    return new NotStarted(126, `“${file}” may not be run. Make it executable, or name the program that runs it.`);
  }
  return new NotStarted(126, `“${file}” could not be started: ${message}.`);
}
