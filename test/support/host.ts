import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Inspection } from '../../app/bridge/contract.ts';

export type CommandResult = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** The built program, serving from a directory of its own. */
export type TestHost = {
  /** A one-use address of the views. */
  readonly url: string;
  readonly dataDirectory: string;
  readonly process: ChildProcess;
  /** Runs `warp-emu` against it. */
  run(...args: readonly string[]): Promise<CommandResult>;
  inspect(): Promise<Inspection>;
  /** `host:port` of a listener. */
  address(of: 'proxy' | 'dns' | 'pac' | 'issuer' | 'ui'): Promise<string>;
  stop(): Promise<void>;
};

const program = join(process.cwd(), 'out', 'main', 'cli.js');

/** Runs a real program to its end; a program that is still running after `limit` real milliseconds is ended. */
export function runProgram(
  file: string,
  args: readonly string[],
  { limit = 20_000, env = process.env }: { readonly limit?: number; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(file, args, { timeout: limit, env, maxBuffer: 16 * 1024 * 1024 }, (fault, stdout, stderr) => {
      const code = fault === null ? 0 : typeof fault.code === 'number' ? fault.code : 128;
      resolve({ code, stdout, stderr });
    });
  });
}

/** Runs `warp-emu` by itself. */
export function runCommand(...args: readonly string[]): Promise<CommandResult> {
  return runProgram(process.execPath, [program, ...args]);
}

export function makeDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'warp-emu-test-'));
}

/** Drives whatever runs with this data directory. */
export function commandsFor(dataDirectory: string): Pick<TestHost, 'run' | 'inspect' | 'address'> {
  const run = (...args: readonly string[]) => runCommand(...args, '--data-dir', dataDirectory);
  const inspect = async () => JSON.parse((await run('inspect', '--json')).stdout) as Inspection;
  return { run, inspect, address: async (of) => (await inspect()).addresses[of] ?? '' };
}

export type TestHostOptions = {
  /** Goes on with what is there; a directory of its own otherwise. */
  readonly dataDirectory?: string;
  readonly args?: readonly string[];
  /** Another copy of the built program. */
  readonly program?: string;
  /** Instead of this process's, without a desktop. */
  readonly env?: NodeJS.ProcessEnv;
};

/** Starts the Node host and waits until it is ready. */
export async function startHost(options: TestHostOptions = {}): Promise<TestHost> {
  const dataDirectory = options.dataDirectory ?? makeDirectory();
  const child = spawn(
    process.execPath,
    [
      options.program ?? program,
      'serve',
      '--host',
      'node',
      '--no-open',
      '--port',
      '0',
      '--data-dir',
      dataDirectory,
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: options.env ?? withoutDesktop() },
  );
  const url = await waitForAddress(child);
  return {
    ...{ url, dataDirectory, process: child, ...commandsFor(dataDirectory) },
    stop: async () => {
      const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
      child.kill('SIGTERM');
      await ended;
      if (options.dataDirectory === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Tests post nothing on the desktop of whoever runs them. */
function withoutDesktop(): NodeJS.ProcessEnv {
  const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, DBUS_SESSION_BUS_ADDRESS: _bus, ...env } = process.env;
  return env;
}

function waitForAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const listen = (chunk: Buffer) => {
      heard += chunk.toString();
      const url = /is ready: (\S+)/.exec(heard)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the host ended with ${code} before it was ready:\n${heard}`)));
  });
}
