import type { Command } from 'commander';
import { badInput } from './failure.ts';
import { type JsonOption, type Session, withExamples, withJson } from './session.ts';

export function addDurationCommand(program: Command, session: Session): void {
  withExamples(
    withJson(program.command('duration').description("read a policy's duration and write it as Cloudflare does")),
    'duration 168h',
    'duration 7d    says what to write instead',
  )
    .argument('<text>', 'such as 24h, 1h30m0s or 45m')
    .action((text: string, options: JsonOption) =>
      session.run(options, async () => {
        const { parseGoDuration } = await import('../../app/policy/duration.ts');
        const reading = parseGoDuration(text);
        if (!reading.ok) throw badInput(reading.hint ? `${reading.message} (${reading.hint}).` : `${reading.message}.`);
        const seconds = reading.duration / 1000;
        return { json: { seconds, normal: reading.normal }, text: `${reading.normal} (${seconds} s)` };
      }),
    );
}
