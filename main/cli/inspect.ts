import type { Command } from 'commander';
import { type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

export function addInspectCommands(program: Command, session: Session): void {
  withExamples(
    toRunning(program.command('inspect').description('tell the truth: what answers, until when, and why')),
    'inspect',
    "inspect --json | jq '.destinations[] | select(.reachable | not)'",
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const [inspection, { sayInspection }] = await Promise.all([
        emulator.call('inspect', {}),
        import('./inspection-text.ts'),
      ]);
      return { json: inspection, text: sayInspection(inspection, session.io.paint) };
    }),
  );

  withExamples(
    toRunning(program.command('status').description('tell what `warp-cli status` tells, and no more')),
    'status',
  ).action((options: RunningOptions) =>
    session.talk(options, async (emulator) => {
      const { status, reason } = await emulator.call('status', {});
      const text = [`Status update: ${status}`, ...(reason === undefined ? [] : [`Reason: ${reason}`])].join('\n');
      return { json: reason === undefined ? { status } : { status, reason }, text };
    }),
  );
}
