import { Command, CommanderError } from 'commander';
import { readVersion } from '../assets.ts';
import { addBundleCommands } from './bundle.ts';
import { addCheckpointCommands } from './checkpoints.ts';
import { addClientCommands } from './client.ts';
import { addClockCommands } from './clock.ts';
import { addCompletionCommand } from './completion.ts';
import { addDurationCommand } from './duration.ts';
import { addEnvironmentCommands } from './environment.ts';
import { addExecCommand } from './exec.ts';
import { addExprCommands } from './expr.ts';
import { describeFailure, type ExitCode } from './failure.ts';
import { addFlowCommands } from './flow.ts';
import { addHelpCommand } from './help.ts';
import { addHostCommands } from './host.ts';
import { addImportCommand } from './import.ts';
import { addInspectCommand } from './inspect.ts';
import type { Io } from './io.ts';
import { addJournalCommand } from './journal.ts';
import { addOpenCommand } from './open.ts';
import { addPolicyCommands } from './policy.ts';
import { addProgramCommands } from './programs.ts';
import { addReauthCommands } from './reauth.ts';
import { addRegistrationCommands } from './registration.ts';
import { addRunCommands } from './runs.ts';
import { addScenarioCommands } from './scenario.ts';
import { addServeCommand } from './serve.ts';
import { type Connect, createSession, type Session } from './session.ts';
import { addTicketCommands } from './ticket.ts';
import { addTrialCommands } from './trial.ts';
import { addWarpCliCommand } from './warp-cli.ts';
import { addWorldCommands } from './world.ts';

/** Runs one command line, without the program's own name, and answers its exit code. Never rejects. */
export async function runCommandLine(args: readonly string[], io: Io, connect: Connect): Promise<number> {
  let exit = 0;
  const session = createSession(io, connect, (code) => {
    exit = code;
  });
  try {
    // Bare, it asks what there is; a group without its command is bad usage.
    await buildProgram(session).parseAsync(args.length === 0 ? ['help'] : args, { from: 'user' });
    return exit;
  } catch (fault) {
    return reportFailure(fault, io, asksForJson(args));
  }
}

type AddCommands = (program: Command, session: Session) => void;

/** As help lists them. */
const groups: Readonly<Record<string, readonly AddCommands[]>> = {
  'Run it:': [
    addServeCommand,
    addOpenCommand,
    addRunCommands,
    addCheckpointCommands,
    addBundleCommands,
    addHostCommands,
  ],
  'Look:': [addInspectCommand, addJournalCommand, addFlowCommands],
  'Try something, as a program on the device would:': [addTrialCommands],
  'Send other programs through it:': [addProgramCommands],
  'Let things happen:': [addClockCommands, addWorldCommands, addReauthCommands],
  'The client, in the words of warp-cli:': [addClientCommands, addRegistrationCommands, addWarpCliCommand],
  'Change the set-up:': [addEnvironmentCommands, addImportCommand],
  'Without a running emulator:': [
    addExecCommand,
    addScenarioCommands,
    addTicketCommands,
    addPolicyCommands,
    addExprCommands,
    addDurationCommand,
  ],
  'This command line:': [addCompletionCommand, addHelpCommand],
};

/** The whole command line. */
export function buildProgram(session: Session): Command {
  const program = new Command('warp-emu')
    .description(
      'Live through a Cloudflare WARP session timeout in a minute instead of a week.\n' +
        'Not affiliated with Cloudflare; it never talks to Cloudflare.',
    )
    .version(readVersion(), '-V, --version', 'print the version')
    .helpOption('-h, --help', 'explain a command')
    .configureOutput({ writeOut: session.io.stdout, writeErr: session.io.stderr })
    .configureHelp({ showGlobalOptions: false, subcommandTerm: nameWithArguments })
    .showHelpAfterError('Add --help for what it takes.')
    .exitOverride()
    .helpCommand(false);
  for (const [heading, commands] of Object.entries(groups)) {
    program.commandsGroup(heading);
    for (const add of commands) add(program, session);
  }
  program.addHelpText(
    'after',
    '\nExit codes: 0 done · 1 an expectation or check failed · 2 bad usage or bad input · 3 nothing is running to talk to',
  );
  return program;
}

/** Without Commander's `[options]`, which nearly all have. */
function nameWithArguments(command: Command): string {
  return `${command.name()} ${command.usage().replace(/\[(options|command)\]/g, '')}`.trim().replace(/ +/g, ' ');
}

function reportFailure(fault: unknown, io: Io, json: boolean): ExitCode {
  if (fault instanceof CommanderError) {
    if (fault.exitCode === 0) return 0;
    // Commander has told people already.
    const message = fault.code === 'commander.help' ? 'A command is missing.' : fault.message.replace(/^error: /, '');
    if (json) printError(io, { code: 'usage', message });
    return 2;
  }
  const { exit, error, text = error.message } = describeFailure(fault);
  if (json) printError(io, error);
  io.stderr(`${text}\n`);
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
