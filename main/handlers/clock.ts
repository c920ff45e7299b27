import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import type { Emulator } from '../../app/emulator.ts';
import { Refusal } from '../../app/errors.ts';
import { writeInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { nextNotable } from '../../app/view/outlook.ts';

type ClockHandlers = Pick<Handlers, Extract<keyof Handlers, `clock.${string}`>>;

export function createClockHandlers(emulator: Emulator): ClockHandlers {
  const show = async () => clockOf(emulator);
  const jump = async (to: Millis) => {
    await emulator.submit({ type: 'advance', to, jump: true });
    return clockOf(emulator);
  };
  return {
    'clock.show': show,
    'clock.freeze': () => emulator.submit({ type: 'freeze-clock' }).then(show),
    'clock.follow': ({ speed = 1 }) => emulator.submit({ type: 'follow-clock', speed }).then(show),
    'clock.advance': ({ by }) => jump(emulator.now + Math.round(by)),
    'clock.to': ({ at }) => jump(Math.round(at)),
    'clock.next': async ({ before = 0 }) => {
      const next = nextNotable(emulator.state, emulator.now);
      if (next === undefined) {
        throw new Refusal(
          'nothing-due',
          'Nothing is due: no check runs out and no flow idles. Advance the clock by a span instead.',
        );
      }
      return await jump(Math.max(emulator.now, next.at - before));
    },
  };
}

function clockOf(emulator: Emulator): ResultOf<'clock.show'> {
  const { clock } = emulator.state;
  const { now } = emulator;
  const next = nextNotable(emulator.state, now);
  return {
    now: writeInstant(now),
    mode: clock.mode,
    speed: clock.mode === 'following' ? clock.speed : 1,
    ...(next === undefined ? {} : { next: { at: writeInstant(next.at), what: next.what } }),
  };
}
