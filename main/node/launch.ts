import { type ChildProcess, spawn } from 'node:child_process';

export type Launch = {
  readonly command: string;
  readonly args: readonly string[];
  /** Instead of this process's environment. */
  readonly env?: NodeJS.ProcessEnv;
};

/** How long a launcher that works may take; longer, and it has become the program it launched. */
export const launchPatience = 2000;

/** Starts a program of the desktop and lets it go. Rejects, with the reason in words, when it is not there or fails. */
export async function launch(
  { command, args, env }: Launch,
  failure: string,
  patience: number = launchPatience,
): Promise<ChildProcess> {
  const child = spawn(command, args, {
    ...{ detached: true, stdio: 'ignore', windowsHide: true },
    ...(env === undefined ? {} : { env }),
  });
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, patience);
    child.on('error', (fault: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(new Error(fault.code === 'ENOENT' ? `there is no ${command} here` : `${command}: ${fault.message}`));
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else reject(new Error(`${command} ${failure}`));
    });
    child.unref();
  });
  return child;
}
