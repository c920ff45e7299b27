import type { Emulator } from '../../app/emulator.ts';
import type { Millis } from '../../app/time/instant.ts';

/** The longest that a Node timer can wait. */
const longest = 2 ** 31 - 1;

/** When what fell due could not be booked, on a full disk say, it is tried again after so many milliseconds. */
const retryAfter = 1000;

/**
 * Drives a following clock: wakes the emulator when something falls due. Between such instants nothing runs; the
 * present is worked out when somebody asks. `onFault` is told why it can't go on, and `undefined` once it can again.
 * Returns how to stop it.
 */
export function driveClock(emulator: Emulator, onFault: (fault: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let waiting: { readonly due: Millis; readonly clock: unknown } | undefined;
  let isStuck = false;
  let isStopped = false;
  const wake = () => {
    waiting = undefined;
    emulator.catchUp().then(
      () => {
        if (isStuck) onFault(undefined);
        isStuck = false;
        schedule();
      },
      (fault: unknown) => {
        if (!isStuck) onFault(fault);
        isStuck = true;
        if (!isStopped) timer = setTimeout(wake, retryAfter);
      },
    );
  };
  const schedule = () => {
    const { clock } = emulator.state;
    const due = clock.mode === 'following' ? emulator.nextDueAt() : undefined;
    // Waking early does no harm, and with every connection something is put off: most changes move no timer.
    if (waiting !== undefined && due !== undefined && due >= waiting.due && clock === waiting.clock) return;
    clearTimeout(timer);
    waiting = undefined;
    if (isStopped || clock.mode !== 'following' || due === undefined) return;
    waiting = { due, clock };
    timer = setTimeout(wake, Math.min(longest, Math.max(1, Math.ceil((due - emulator.now) / clock.speed))));
  };
  const unsubscribe = emulator.onChange(schedule);
  schedule();
  return () => {
    isStopped = true;
    unsubscribe();
    clearTimeout(timer);
  };
}
