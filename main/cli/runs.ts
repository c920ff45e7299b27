import type { Command } from 'commander';
import { addGroup, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';
import { sayTree } from './tree-text.ts';

export function addRunCommands(program: Command, session: Session): void {
  const run = addGroup(
    program,
    'run',
    'runs: each has its own past, and none is ever destroyed by another',
    'run start --environment per-application',
  );
  const add = (form: string, description: string) => toRunning(run.command(form).description(description));

  withExamples(add('list', 'list the runs that are kept, and what branched off from them'), 'run list').action(
    (options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const tree = await emulator.call('checkpoint.list', {});
        return { json: tree.runs, text: sayTree(tree) };
      }),
  );

  withExamples(
    add('start', 'start a new run; the one before is kept'),
    'run start                                   as this run began',
    'run start --environment per-application',
    'run start --environment mine.environment.yaml',
  )
    .option('--environment <file-or-start>', 'a *.environment.yaml, or one of `environment list`')
    .action(({ environment, ...options }: RunningOptions & { environment?: string }) =>
      session.talk(options, async (emulator) => {
        const { readEnvironmentArgument } = await import('./environment-argument.ts');
        const started = await emulator.call(
          'run.start',
          environment === undefined ? {} : await readEnvironmentArgument(environment),
        );
        return { json: started, text: `Run ${started.id} has begun. The one before is kept: warp-emu run list` };
      }),
    );

  withExamples(add('open', 'go on with an earlier run'), 'run open run-20260309-1')
    .argument('<id>', 'one of `run list`')
    .action((id: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const opened = await emulator.call('run.open', { id });
        return { json: opened, text: `Run ${opened.id} goes on.` };
      }),
    );

  withExamples(add('rename', 'give a run a name of its own'), 'run rename run-20260309-1 "renewed on Friday"')
    .argument('<id>', 'one of `run list`')
    .argument('<name>', 'what to call it')
    .action((id: string, name: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        await emulator.call('run.rename', { id, name });
        return { json: { id, name }, text: `Run ${id} is called “${name}”.` };
      }),
    );
}
