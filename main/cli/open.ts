import type { Command } from 'commander';
import { type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

export function addOpenCommand(program: Command, session: Session): void {
  withExamples(
    toRunning(program.command('open').description('print a fresh address of the views; it works once')),
    'open',
    'open --launch    opens it in the browser as well',
  )
    .option('--launch', 'open it in the system browser')
    .action(({ launch, ...options }: RunningOptions & { launch?: boolean }) =>
      session.talk(options, async (emulator) => {
        const opened = await emulator.call('open', launch === undefined ? {} : { launch });
        return { json: opened, text: opened.url };
      }),
    );
}
