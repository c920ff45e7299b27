import { Command, CommanderError } from 'commander';
import { readVersion } from '../assets.ts';
import { addClockCommands } from './clock.ts';
import { addDurationCommand } from './duration.ts';
import { describeFailure, type ExitCode } from './failure.ts';
import { addInspectCommands } from './inspect.ts';
import type { Io } from './io.ts';
import { addJournalCommand } from './journal.ts';
import { addOpenCommand } from './open.ts';
import { addPolicyCommands } from './policy.ts';
import { addReauthCommands } from './reauth.ts';
import { addScenarioCommands } from './scenario.ts';
import { addServeCommand } from './serve.ts';
import { type Connect, createSession, type Session } from './session.ts';
import { addTrialCommands } from './trial.ts';
import { addWorldCommands } from './world.ts';

/** Runs one command line, without the program's own name, and answers its exit code. Never rejects. */
export async function runCommandLine(args: readonly string[], io: Io, connect: Connect): Promise<ExitCode> {
  let exit: ExitCode = 0;
  const session = createSession(io, connect, (code) => {
    exit = code;
  });
  try {
    await buildProgram(session).parseAsync(args, { from: 'user' });
    return exit;
  } catch (fault) {
    return reportFailure(fault, io, asksForJson(args));
  }
}

function buildProgram(session: Session): Command {
  const program = new Command('warp-emu')
    .description(
      'Live through a Cloudflare WARP session timeout in a minute instead of a week.\n' +
        'Not affiliated with Cloudflare; it never talks to Cloudflare.',
    )
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .configureOutput({ writeOut: session.io.stdout, writeErr: session.io.stderr })
    .configureHelp({ showGlobalOptions: false })
    .showHelpAfterError('Add --help for what it takes.')
    .exitOverride();
  addServeCommand(program, session);
  addOpenCommand(program, session);
  addInspectCommands(program, session);
  addTrialCommands(program, session);
  addClockCommands(program, session);
  addReauthCommands(program, session);
  addWorldCommands(program, session);
  addJournalCommand(program, session);
  addScenarioCommands(program, session);
  addPolicyCommands(program, session);
  addDurationCommand(program, session);
  program.addHelpText(
    'after',
    '\nExit codes: 0 done · 1 an expectation or check failed · 2 bad usage or bad input · 3 nothing is running to talk to',
  );
  return program;
}

function reportFailure(fault: unknown, io: Io, json: boolean): ExitCode {
  if (fault instanceof CommanderError) {
    if (fault.exitCode === 0) return 0;
    // Commander has told people already.
    const message = fault.code === 'commander.help' ? 'A command is missing.' : fault.message.replace(/^error: /, '');
    if (json) printError(io, { code: 'usage', message });
    return 2;
  }
  const { exit, error } = describeFailure(fault);
  if (json) printError(io, error);
  io.stderr(`${error.message}\n`);
  return exit;
}

function printError(io: Io, error: object): void {
  io.stdout(`${JSON.stringify({ error }, undefined, 2)}\n`);
}

/** Also when the rest of the line could not be read. */
function asksForJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).includes('--json');
}
