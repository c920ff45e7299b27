import type { SteadyTime } from '../../app/ports.ts';

/** Whole milliseconds since this process began; changes of the wall clock do not move it. */
export const steadyTime: SteadyTime = { now: () => Math.floor(performance.now()) };
