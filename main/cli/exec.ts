import { type Command, InvalidArgumentError, Option } from 'commander';
import { type FailureSurface, failureSurfaces } from '../../app/environment/environment.ts';
import { type Moment, parseMoment } from '../automation/move-clock.ts';
import { badInput } from './failure.ts';
import { type Session, withExamples } from './session.ts';

type ExecOptions = {
  readonly environment?: string;
  readonly at?: Moment;
  readonly surface?: FailureSurface;
  readonly keep?: boolean;
};

export function addExecCommand(program: Command, session: Session): void {
  withExamples(
    program
      .command('exec')
      .description('run a command with an emulator of its own, and end as it ends')
      .usage('[options] -- <command> [argument...]'),
    'exec --environment acme.environment.yaml -- npm test',
    'exec --environment acme.environment.yaml --at 168h01m -- ./smoke.sh',
    `exec -- sh -c 'warp-emu clock to +168h01m && curl --max-time 5 https://wiki.corp.internal/'`,
  )
    .argument('<command...>', 'what to run, after `--`')
    .option('--environment <file>', 'a *.environment.yaml (default: the one that a first start has)')
    .option('--at <when>', 'move the clock: a span, +SPAN after the last sign-in, or an instant', readWhen)
    .addOption(new Option('--surface <surface>', 'what refused programs see').choices(failureSurfaces))
    .option('--keep', 'leave its data directory behind, and say where')
    .addHelpText(
      'after',
      [
        '',
        'The command goes through the emulator: the variables of `warp-emu env` are set, and WARP_EMU_API, WARP_EMU_TOKEN,',
        'WARP_EMU_PROXY, WARP_EMU_DNS and WARP_EMU_PAC say where it is. `warp-emu …` inside it talks to it. The clock stands',
        'until it is moved. Many run side by side. Exit code: that of the command; 128+n after signal n; 127 when there is',
        'no such command, 126 when it may not be run; 2 when the environment is faulty.',
      ].join('\n'),
    )
    .action(async (words: string[], { environment, keep = false, ...options }: ExecOptions) => {
      const [file, ...args] = words;
      if (file === undefined || file === '') throw badInput('Name a command after `--`.');
      const complain = (line: string) => session.io.stderr(`${line}\n`);
      const { passSignals } = await import('../automation/passed-signals.ts');
      const signals = passSignals();
      try {
        const { withOwnEmulator } = await import('../automation/own-emulator.ts');
        const { NotStarted, runCommand } = await import('../automation/run-command.ts');
        const settings = { ...options, ...(environment === undefined ? {} : { environmentFile: environment }), keep };
        await withOwnEmulator({ ...settings, complain }, async ({ variables, dataDirectory }) => {
          if (keep) complain(`The data of this emulator stays in ${dataDirectory}.`);
          const env = { ...session.io.env, ...variables };
          try {
            session.finish(signals.early ?? (await runCommand([file, ...args], { env, signals })));
          } catch (fault) {
            if (!(fault instanceof NotStarted)) throw fault;
            complain(fault.message);
            session.finish(fault.exit);
          }
        });
      } finally {
        signals.release();
      }
      // Everything of ours is closed by now; a library that still holds the process must not keep it.
      setTimeout(() => process.exit(), 1000).unref();
    });
}

function readWhen(text: string): Moment {
  const moment = parseMoment(text);
  if (moment !== undefined) return moment;
  throw new InvalidArgumentError('Write a span such as 168h01m, +168h01m after the last sign-in, or an instant.');
}
