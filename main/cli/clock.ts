import type { Command } from 'commander';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { parseInstant, sayInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { type Moment, readMoment, readSpan, readSpeed } from './arguments.ts';
import { CliFailure } from './failure.ts';
import {
  addGroup,
  type Report,
  type RunningEmulator,
  type RunningOptions,
  type Session,
  toRunning,
  withExamples,
} from './session.ts';

type Clock = ResultOf<'clock.show'>;

export function addClockCommands(program: Command, session: Session): void {
  const clock = addGroup(
    program,
    'clock',
    "read and move the emulator's clock, which only goes forward",
    'clock advance 6d23h',
  );
  const add = (form: string, description: string) => toRunning(clock.command(form).description(description));
  const drive = (options: RunningOptions, act: (emulator: RunningEmulator) => Promise<Clock>) =>
    session.talk(options, async (emulator) => reportClock(await act(emulator)));

  withExamples(add('show', 'print the instant, how the clock runs and what falls due next'), 'clock show').action(
    (options: RunningOptions) => drive(options, (emulator) => emulator.call('clock.show', {})),
  );
  withExamples(add('advance', 'let a span pass; everything due on the way happens'), 'clock advance 6d23h')
    .argument('<span>', 'such as 6d23h, 90s or "7d 3h"', readSpan)
    .action((by: Millis, options: RunningOptions) =>
      drive(options, (emulator) => emulator.call('clock.advance', { by })),
    );
  withExamples(
    add('to', 'let time pass up to an instant'),
    'clock to 2026-03-09T09:00:00Z',
    'clock to +167h59m          one minute before a limit of 168 h',
  )
    .argument('<instant>', 'RFC 3339, or +SPAN counted from the last sign-in', readMoment)
    .action((moment: Moment, options: RunningOptions) =>
      drive(options, async (emulator) => emulator.call('clock.to', { at: await resolveMoment(emulator, moment) })),
    );
  withExamples(
    add('next', 'let time pass up to what falls due next'),
    'clock next',
    'clock next --before 30s    30 s before the next expiry',
  )
    .option('--before <span>', 'stop that long before the next expiry', readSpan)
    .action(({ before, ...options }: RunningOptions & { before?: Millis }) =>
      drive(options, (emulator) => emulator.call('clock.next', before === undefined ? {} : { before })),
    );
  withExamples(add('freeze', 'stop the clock; it moves when told to'), 'clock freeze').action(
    (options: RunningOptions) => drive(options, (emulator) => emulator.call('clock.freeze', {})),
  );
  withExamples(
    add('follow', 'let the clock run by itself'),
    'clock follow',
    'clock follow --speed 3600  one hour each second',
  )
    .option('--speed <n>', 'emulated seconds each real second', readSpeed)
    .action(({ speed, ...options }: RunningOptions & { speed?: number }) =>
      drive(options, (emulator) => emulator.call('clock.follow', speed === undefined ? {} : { speed })),
    );
}

/** The instant that is meant, which may be counted from the last sign-in. */
export async function resolveMoment(emulator: RunningEmulator, moment: Moment): Promise<Millis> {
  if ('at' in moment) return moment.at;
  const { session } = await emulator.call('inspect', {});
  const signedInAt = session === undefined ? undefined : parseInstant(session.authenticatedAt);
  if (signedInAt === undefined) {
    throw new CliFailure(
      1,
      'no-session',
      'Nobody is signed in, so there is no sign-in to count from. Give an instant.',
    );
  }
  return signedInAt + moment.afterSignIn;
}

function reportClock(clock: Clock): Report {
  return { json: clock, text: [sayClock(clock), ...sayNext(clock)].join('\n') };
}

/** `Mon 9 Mar 2026 09:01:12, following at 60×` */
export function sayClock({ now, mode, speed }: Pick<Clock, 'now' | 'mode' | 'speed'>): string {
  return `${sayStamp(now)}, ${mode === 'frozen' ? 'frozen' : `following at ${speed}×`}`;
}

function sayNext({ next }: Clock): string[] {
  return next === undefined ? [] : [`Next: ${next.what}, ${sayStamp(next.at)}`];
}

/** An instant from JSON as people say it. */
export function sayStamp(text: string): string {
  const at = parseInstant(text);
  return at === undefined ? text : sayInstant(at);
}
