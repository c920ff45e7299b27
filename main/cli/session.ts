import type { Command } from 'commander';
import type { BridgeClient } from '../../app/bridge/client.ts';
import type { ExitCode } from './failure.ts';
import type { Io } from './io.ts';

/** What a command has to say: a document for scripts and a text for people. */
export type Report = {
  readonly json: unknown;
  readonly text: string;
  /** An expectation or a check failed, such as a refused visit. */
  readonly failed?: boolean;
  /** What it ends with when it failed; 1 unless told. */
  readonly exit?: ExitCode;
};

export type JsonOption = { readonly json?: boolean };
export type RunningOptions = JsonOption & { readonly dataDir?: string };

export type RunningEmulator = Pick<BridgeClient, 'call' | 'onClose' | 'onSnapshot'> & { close(): void };

/** Finds the running emulator; `dataDir` is what `--data-dir` says. */
export type Connect = (dataDir: string | undefined) => Promise<RunningEmulator>;

/** One run of the command line. */
export type Session = {
  readonly io: Io;
  /** `exit` is an `ExitCode`, or that of a command which was run for somebody. */
  finish(exit: number): void;
  readonly connect: Connect;
  /** Runs a command in this process and prints its report. `say` is for what people want to know meanwhile. */
  run(options: JsonOption, command: (say: (line: string) => void) => Promise<Report>): Promise<void>;
  /** The same, with the running emulator at hand. */
  talk(
    options: RunningOptions,
    command: (emulator: RunningEmulator, say: (line: string) => void) => Promise<Report>,
  ): Promise<void>;
  /** Listens to the running emulator until it goes away or the process is ended. */
  watch(options: RunningOptions, listen: (emulator: RunningEmulator) => Promise<void>): Promise<void>;
};

export function createSession(io: Io, connect: Connect, finish: (exit: number) => void): Session {
  const run: Session['run'] = async ({ json = false }, command) => {
    const print = json ? io.stderr : io.stdout;
    const report = await command((line) => print(`${line}\n`));
    if (json) io.stdout(`${JSON.stringify(report.json, undefined, 2)}\n`);
    if (!json || report.failed) print(`${report.text}\n`);
    finish(report.failed ? (report.exit ?? 1) : 0);
  };
  return {
    io,
    connect,
    finish,
    run,
    talk: (options, command) =>
      run(options, async (say) => {
        const emulator = await connect(options.dataDir);
        try {
          return await command(emulator, say);
        } finally {
          emulator.close();
        }
      }),
    watch: async (options, listen) => {
      const emulator = await connect(options.dataDir);
      const gone = new Promise<void>((resolve) => emulator.onClose(resolve));
      await listen(emulator);
      await gone;
      finish(0);
    },
  };
}

export function withJson(command: Command): Command {
  return command.option('--json', 'print one JSON document on stdout');
}

/** For commands to a running emulator. */
export function toRunning(command: Command): Command {
  return withJson(command).option('--data-dir <dir>', 'which emulator, when several run (or WARP_EMU_DATA_DIR)');
}

export function withExamples(command: Command, ...examples: readonly string[]): Command {
  return command.addHelpText(
    'after',
    `\nExamples:\n${examples.map((example) => `  $ warp-emu ${example}`).join('\n')}`,
  );
}

/** A command that holds others. */
export function addGroup(program: Command, name: string, description: string, ...examples: readonly string[]): Command {
  const group = program.command(name).description(description).helpCommand('help [command]', 'explain a command');
  return withExamples(group, ...examples);
}
