import type { EventLog, LogLine } from '../../app/ports.ts';

export type PageRequest = {
  /** Lines with a smaller number than this one; absent: from the newest on. */
  readonly before?: number | undefined;
  readonly limit: number;
};

export type LogPage = {
  /** In rising order. */
  readonly lines: readonly LogLine[];
  /** What to give as `before` for the page before this one; absent when there is none. */
  readonly next?: number;
  /** Lines that were there and could not be read. */
  readonly unreadable: number;
};

/**
 * The log of one run. Appends are taken one after another. A line whose number does not follow the last good one is
 * rejected (`log-gap`), so that after a failed append the numbers go on without a gap.
 */
export type RunLog = EventLog & {
  readLines(request: PageRequest): Promise<LogPage>;
  /** Waits for what was given before; later appends are rejected (`log-closed`). */
  close(): Promise<void>;
};

export function isContinuation(lines: readonly LogLine[], next: number): boolean {
  return lines.every(({ n }, index) => n === next + index);
}
