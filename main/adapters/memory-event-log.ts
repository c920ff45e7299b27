import { Refusal } from '../../app/errors.ts';
import type { LogLine } from '../../app/ports.ts';
import { isContinuation, type RunLog } from './run-log.ts';

/** A run log that ends with the process, for scenarios, replays and tests. */
export function createMemoryEventLog(): RunLog & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  let isClosed = false;
  return {
    lines,
    async append(added) {
      if (isClosed) throw new Refusal('log-closed', 'The run is closed.');
      if (!isContinuation(added, lines.length + 1))
        throw new Refusal('log-gap', `Line ${lines.length + 1} comes next.`);
      lines.push(...added);
    },
    async readLines({ before = Number.POSITIVE_INFINITY, limit }) {
      const end = Math.max(0, Math.min(lines.length, before - 1));
      const start = Math.max(0, end - limit);
      return { lines: lines.slice(start, end), unreadable: 0, ...(start > 0 ? { next: start + 1 } : {}) };
    },
    async close() {
      isClosed = true;
    },
  };
}
