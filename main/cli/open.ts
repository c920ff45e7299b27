import { Argument, type Command } from 'commander';
import { badInput } from './failure.ts';
import {
  type Report,
  type RunningEmulator,
  type RunningOptions,
  type Session,
  toRunning,
  withExamples,
} from './session.ts';

type Options = RunningOptions & { launch?: boolean };
type What = 'browser' | 'terminal';

export function addOpenCommand(program: Command, session: Session): void {
  withExamples(
    toRunning(
      program
        .command('open')
        .description(
          'print a fresh address of the views; or open a browser or a terminal that goes through the emulator',
        ),
    ),
    'open                       the address works once',
    'open --launch              opens it in the system browser as well',
    'open browser               with a profile of its own, at an emulated site',
    'open browser https://wiki.corp.internal/',
    'open terminal              with every variable of `warp-emu env` set',
  )
    .addArgument(new Argument('[what]', 'instead of the views').choices(['browser', 'terminal']))
    .argument('[url]', 'what the browser shows first')
    .option('--launch', 'open the views in the system browser')
    .addHelpText(
      'after',
      '\nThe browser has nothing of yours in it and trusts the throw-away authority; only emulated destinations go through\n' +
        'the proxy. What was opened is yours: it stays when the emulator stops. WARP_EMU_BROWSER and WARP_EMU_TERMINAL, set\n' +
        'where the emulator is started, name other programs.',
    )
    .action((what: What | undefined, url: string | undefined, { launch, ...options }: Options) => {
      if (what !== undefined && launch) throw badInput('--launch is for the views. Leave it out.');
      if (what === 'terminal' && url !== undefined) throw badInput('A terminal takes no address.');
      return session.talk(options, (emulator) =>
        what === undefined ? openViews(emulator, launch) : openProgram(emulator, what, url),
      );
    });
}

async function openViews(emulator: RunningEmulator, launch: boolean | undefined): Promise<Report> {
  const opened = await emulator.call('open', launch === undefined ? {} : { launch });
  return { json: opened, text: opened.url };
}

async function openProgram(emulator: RunningEmulator, program: What, url: string | undefined): Promise<Report> {
  const done = await emulator.call('program.open', { program, ...(url === undefined ? {} : { url }) });
  return { json: done, text: `Opened ${done.opened}. It is yours: it stays open when the emulator stops.` };
}
