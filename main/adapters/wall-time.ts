import type { Emulator } from '../../app/emulator.ts';

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
  let isStuck = false;
  let isStopped = false;
  const wake = () => {
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
    clearTimeout(timer);
    if (isStopped) return;
    const { clock } = emulator.state;
    const due = clock.mode === 'following' ? emulator.nextDueAt() : undefined;
    if (clock.mode !== 'following' || due === undefined) return;
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
