import type { Command } from 'commander';
import { sayStamp } from './clock.ts';
import { addGroup, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';
import { alignRows } from './text.ts';

export function addFlowCommands(program: Command, session: Session): void {
  const flow = addGroup(program, 'flow', 'open connections, which outlive an expired session', 'flow list');
  const add = (form: string, description: string) => toRunning(flow.command(form).description(description));

  withExamples(add('list', 'list the open connections'), 'flow list').action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const { flows } = await emulator.call('inspect', {});
      const rows = flows.map(({ id, destination, port, openedAt, keptBusy }) => [
        id,
        `${destination}:${port}`,
        `since ${sayStamp(openedAt)}`,
        keptBusy ? 'kept busy' : '',
      ]);
      return { json: flows, text: rows.length === 0 ? 'No connection is open.' : alignRows(rows).join('\n') };
    }),
  );

  const keep = (name: 'busy' | 'idle', description: string, said: string) =>
    withExamples(add(name, description), `flow ${name} f12`)
      .argument('<id>', 'one of `flow list`')
      .action((id: string, options: RunningOptions) =>
        session.talk(options, async (emulator) => {
          const done = await emulator.call('flow.keep-busy', { id, keptBusy: name === 'busy' });
          return { json: done, text: said };
        }),
      );
  keep('busy', 'keep one in use, so that it does not idle while time jumps', 'The connection is kept busy.');
  keep('idle', 'let one idle again', 'The connection idles when nothing uses it.');
}
