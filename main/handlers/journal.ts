import type { Explanation, Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { Refusal } from '../../app/errors.ts';
import { explainPast } from '../../app/explain/explain-attempt.ts';
import { journalEntries } from '../../app/view/journal.ts';
import type { Runs } from '../runs.ts';

type JournalHandlers = Pick<Handlers, 'journal.explain' | 'journal.page'>;

export function createJournalHandlers(runs: Runs): JournalHandlers {
  return {
    'journal.explain': ({ id }) => explainEntry(runs, id),
    'journal.page': ({ before, limit }) => readPage(runs, before, limit),
  };
}

async function explainEntry({ current: { log }, emulator }: Runs, id: string): Promise<Explanation> {
  const [line, index] = id.split('.').map(Number);
  const { lines } = await log.readLines({ before: (line ?? 0) + 1, limit: 1 });
  const event = lines.find(({ n }) => n === line)?.events[index ?? -1];
  if (event?.type === 'connection-decided') return explainPast(emulator.state, event, event.attempt.host, emulator.now);
  if (event?.type === 'lookup-decided') {
    return explainPast(emulator.state, event, `The name ${event.attempt.name}`, emulator.now);
  }
  throw new Refusal('no-verdict', 'That entry is no attempt, so there is nothing to explain.');
}

async function readPage(
  { current: { log } }: Runs,
  before: string | undefined,
  limit: number,
): Promise<ResultOf<'journal.page'>> {
  const line = before === undefined ? undefined : Number(before.split('.')[0]);
  const page = await log.readLines({ before: line, limit });
  return { items: page.lines.flatMap(journalEntries), more: (page.lines[0]?.n ?? 1) > 1 };
}
