import type { Emulator } from '../../app/emulator.ts';

/** The longest that a Node timer can wait. */
const longest = 2 ** 31 - 1;

/**
 * Drives a following clock: wakes the emulator when something falls due. Between such instants nothing runs; the
 * present is worked out when somebody asks. Returns how to stop it.
 */
export function driveClock(emulator: Emulator, onFault: (fault: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const wake = () => {
    emulator.catchUp().then(schedule, (fault: unknown) => {
      onFault(fault);
      schedule();
    });
  };
  const schedule = () => {
    clearTimeout(timer);
    const { clock } = emulator.state;
    const due = clock.mode === 'following' ? emulator.nextDueAt() : undefined;
    if (clock.mode !== 'following' || due === undefined) return;
    timer = setTimeout(wake, Math.min(longest, Math.max(1, Math.ceil((due - emulator.now) / clock.speed))));
  };
  const unsubscribe = emulator.onChange(schedule);
  schedule();
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}
