import type { Command } from 'commander';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { parseInstant, sayInstant } from '../../app/time/calendar.ts';
import { type Moment, readMoment } from './arguments.ts';
import { resolveMoment } from './clock.ts';
import { badInput } from './failure.ts';
import { addGroup, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';
import { sayTree } from './tree-text.ts';

type BranchOptions = RunningOptions & { readonly at?: Moment; readonly run?: string; readonly name?: string };

export function addCheckpointCommands(program: Command, session: Session): void {
  const checkpoint = addGroup(
    program,
    'checkpoint',
    'moments that are kept, and runs that branch off from them',
    'checkpoint make "before the call"',
  );
  const add = (form: string, description: string) => toRunning(checkpoint.command(form).description(description));
  const told = (said: string, { id, name }: ResultOf<'checkpoint.make'>) => `${said} “${name}” (${id}).`;

  withExamples(
    add('make', 'keep the present moment'),
    'checkpoint make                       its name says the moment',
    'checkpoint make "before the call"',
  )
    .argument('[name]', 'what to call it')
    .action((name: string | undefined, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const made = await emulator.call('checkpoint.make', name === undefined ? {} : { name });
        return { json: made, text: told('Kept as', made) };
      }),
    );

  withExamples(add('list', 'list runs, checkpoints and branches as a tree'), 'checkpoint list').action(
    (options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const tree = await emulator.call('checkpoint.list', {});
        return { json: tree, text: [sayTree(tree), ...tree.remarks].join('\n') };
      }),
  );

  withExamples(
    add('branch', 'start a run that goes on from a kept moment, or from any moment of the past'),
    'checkpoint branch checkpoint-1f0c93ab',
    'checkpoint branch --at 2026-03-06T17:00:00Z --name "renewed on Friday"',
    'checkpoint branch --at +95h --run run-20260309-1',
  )
    .argument('[id]', 'one of `checkpoint list`')
    .option('--at <instant>', 'instead: RFC 3339, or +SPAN counted from the last sign-in', readMoment)
    .option('--run <id>', 'the run to look for that instant in; the current one unless told')
    .option('--name <name>', 'what to call the new run')
    .action((id: string | undefined, { at, run, name, ...options }: BranchOptions) => {
      if ((id === undefined) === (at === undefined)) {
        throw badInput('Give the id of a checkpoint, or else --at INSTANT.');
      }
      return session.talk(options, async (emulator) => {
        const branched = await emulator.call('checkpoint.branch', {
          ...(id === undefined ? {} : { id }),
          ...(at === undefined ? {} : { at: await resolveMoment(emulator, at) }),
          ...(run === undefined ? {} : { run }),
          ...(name === undefined ? {} : { name }),
        });
        const when = sayInstant(parseInstant(branched.at) ?? 0);
        return {
          json: branched,
          text: `Run ${branched.id} goes on from ${when}, and the clock stands. The run before is kept: warp-emu run list`,
        };
      });
    });

  withExamples(add('rename', 'give a checkpoint another name'), 'checkpoint rename checkpoint-1f0c93ab "Friday"')
    .argument('<id>', 'one of `checkpoint list`')
    .argument('<name>', 'what to call it')
    .action((id: string, name: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const renamed = await emulator.call('checkpoint.rename', { id, name });
        return { json: renamed, text: told('It is called', renamed) };
      }),
    );

  withExamples(add('delete', 'delete a checkpoint; its branches stay'), 'checkpoint delete checkpoint-1f0c93ab')
    .argument('<id>', 'one of `checkpoint list`')
    .action((id: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        await emulator.call('checkpoint.delete', { id });
        const text = `Deleted. Until the emulator stops, this brings it back: warp-emu checkpoint restore ${id}`;
        return { json: { id }, text };
      }),
    );

  withExamples(add('restore', 'bring back what was deleted since the start'), 'checkpoint restore checkpoint-1f0c93ab')
    .argument('<id>', 'the id it had')
    .action((id: string, options: RunningOptions) =>
      session.talk(options, async (emulator) => {
        const restored = await emulator.call('checkpoint.restore', { id });
        return { json: restored, text: told('It is back:', restored) };
      }),
    );
}
