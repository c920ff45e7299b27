import { describeEvent } from '../explain/describe-event.ts';
import type { LogLine } from '../ports.ts';
import type { SessionEvent } from '../session/event.ts';
import type { JournalEntry, Snapshot } from './snapshot-shape.ts';

/** What a log line says to people, in order; bookkeeping is left out. */
export function journalEntries(line: LogLine): readonly JournalEntry[] {
  return line.events.flatMap((event, index) => {
    if (event.type === 'flow-touched') return [];
    const count = event.type === 'connection-decided' || event.type === 'lookup-decided' ? event.count : 1;
    return [{ id: `${line.n}.${index}`, at: event.at, type: event.type, count, ...describeEvent(event) }];
  });
}

/** How the latest sign-in ended, unless another is open. */
export function latestReauth(events: readonly SessionEvent[]): Snapshot['lastReauth'] {
  const latest = events.findLast((event) => event.type.startsWith('reauth-') || event.type === 'enrolled');
  switch (latest?.type) {
    case 'reauth-completed':
    case 'enrolled':
      return { at: latest.at, outcome: 'completed', text: describeEvent(latest).text };
    case 'reauth-refused':
      return { at: latest.at, outcome: 'refused', text: describeEvent(latest).text };
    case 'reauth-abandoned':
      return { at: latest.at, outcome: 'abandoned', text: describeEvent(latest).text };
    default:
      return undefined;
  }
}
