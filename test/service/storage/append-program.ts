import { writeSync } from 'node:fs';
import type { State } from '../../../app/session/state.ts';
import { openRun } from '../../../main/adapters/jsonl-event-log.ts';
import { lineAt } from './log-lines.ts';

/** Appends without end, several at a time, and says each number once it is acknowledged. */
const [directory = '', runId = ''] = process.argv.slice(2);
let acknowledged = 0;
const run = await openRun(directory, runId, {
  maxLines: 150,
  snapshotState: () => ({ after: acknowledged, state: { version: 1, at: acknowledged } as unknown as State }),
});
acknowledged = run.lastLine;
let next = run.lastLine + 1;

async function appendOn(): Promise<void> {
  for (;;) {
    const first = next;
    const count = 1 + (first % 3);
    next += count;
    const lines = Array.from({ length: count }, (_, index) => lineAt(first + index));
    await run.append(lines, first % 7 === 0);
    acknowledged = first + count - 1;
    writeSync(1, `${acknowledged}\n`);
  }
}

await Promise.all([appendOn(), appendOn(), appendOn()]);
