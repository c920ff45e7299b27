import type { Log } from './log.ts';

/** How long equal lines count as one burst, in milliseconds. */
const burst = 10_000;

/** Of how many different lines it keeps count at once; more are as good as the ones before. */
const keptLines = 100;

type Level = keyof Log;

/** A log that says a line once in ten seconds, and after them how often it would have said it again. */
export function createBurstLog(log: Log): Log & { close(): void } {
  const bursts = new Map<string, { again: number; readonly timer: NodeJS.Timeout }>();

  const say = (level: Level) => (message: string) => {
    const known = bursts.get(message);
    if (known !== undefined) {
      known.again += 1;
      return;
    }
    if (bursts.size >= keptLines) return;
    log[level](message);
    const timer = setTimeout(() => end(level, message), burst);
    timer.unref();
    bursts.set(message, { again: 0, timer });
  };

  function end(level: Level, message: string): void {
    const { again = 0, timer } = bursts.get(message) ?? {};
    clearTimeout(timer);
    bursts.delete(message);
    if (again > 0) log[level](`${message} (and ${again} times more within ${burst / 1000} s)`);
  }

  return {
    info: say('info'),
    warn: say('warn'),
    close: () => {
      for (const { timer } of bursts.values()) clearTimeout(timer);
      bursts.clear();
    },
  };
}
