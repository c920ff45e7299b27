import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BridgeFailure as EmulatorFailure } from '../../app/bridge/client.ts';
import { resolveDataDirectory } from '../adapters/data-directory.ts';
import { findHost } from '../adapters/locator.ts';
import { packageRoot } from '../package-root.ts';
import { clientOf, type EmulatorClient } from './emulator-client.ts';
import type { FromEmulator, OwnEmulator, StartOptions, ToEmulator } from './started.ts';

export type { BrowserOptions, EmulatorClient } from './emulator-client.ts';
export type { EmulatorEvent, EventsOptions } from './events.ts';
export type { OwnEmulator, StartOptions } from './started.ts';
export { EmulatorFailure };

export type ConnectOptions = {
  /** Which emulator, when several run. Absent: the one of `WARP_EMU_DATA_DIR`, or the usual one. */
  readonly dataDirectory?: string;
};

/** An emulator that was started from here. It ends with `stop`, or with the process that started it. */
export type StartedEmulator = EmulatorClient &
  OwnEmulator & {
    stop(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
  };

/** Connects to a running emulator. Throws an `EmulatorFailure` (`not-running`) when there is none. */
export async function connect({ dataDirectory }: ConnectOptions = {}): Promise<EmulatorClient> {
  const directory = resolveDataDirectory({ flag: dataDirectory });
  const found = findHost(directory);
  if (found !== undefined) return clientOf(found);
  const remedy = 'Start one with `warp-emu serve`, or name its data directory.';
  throw new EmulatorFailure({ code: 'not-running', message: `No emulator is running on ${directory}. ${remedy}` });
}

/**
 * Starts an emulator in a process, a directory and on ports of its own; any number run side by side. Its clock stands
 * until it is moved. Throws an `EmulatorFailure` when it can't start, with the place where the environment is faulty.
 */
export async function startEmulator(options: StartOptions = {}): Promise<StartedEmulator> {
  // What this process was started with, a debugger or a loader, is not meant for another program.
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const program = join(packageRoot, 'out', 'main', 'emulator-process.js');
  const child = fork(program, { execArgv: [], env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ended = once(child, 'exit');
  child.send({ start: options } satisfies ToEmulator);
  const answer = await Promise.race([
    once(child, 'message').then(([message]) => message as FromEmulator),
    ended.then((): FromEmulator => ({ failed: { code: 'ended', message: 'The emulator ended before it was ready.' } })),
  ]);
  if ('failed' in answer) {
    await ended;
    throw new EmulatorFailure(answer.failed);
  }
  const stop = async () => {
    child.ref();
    if (child.connected) child.disconnect();
    await ended;
  };
  // It is no reason for the process that started it to go on.
  child.unref();
  child.channel?.unref();
  return { ...clientOf(answer.ready), ...answer.ready, stop, [Symbol.asyncDispose]: stop };
}
