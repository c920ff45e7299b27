import type { Command } from 'commander';
import { type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

export function addInspectCommand(program: Command, session: Session): void {
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
}
