import type { Explanation, Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { Refusal } from '../../app/errors.ts';
import { explainPast } from '../../app/explain/explain-attempt.ts';
import { journalEntries } from '../../app/view/journal.ts';
import type { EntryPlace } from '../../app/view/journal-record.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';
import type { CurrentRun } from '../run-here.ts';
import type { Runs } from '../runs.ts';
import type { Reading, RunReading } from './run-reading.ts';

type JournalHandlers = Pick<Handlers, 'journal.explain' | 'journal.page'>;
type PageQuestion = Parameters<Handlers['journal.page']>[0];

/** Real milliseconds that a part of the answer may take to come. */
const patience = 100;

/** Lines between two that are wanted which are rather read than skipped. */
const smallGap = 64;

export function createJournalHandlers(runs: Runs, reading: RunReading): JournalHandlers {
  return {
    'journal.explain': ({ id }) => explainEntry(runs, id),
    'journal.page': async (question) => {
      const known = await (question.partial === true ? reading.within(patience) : reading.whole());
      const page = await readPage(known, question);
      if (!page.hasGone) return pageWith(runs, known, page);
      await reading.forget(known);
      return pageWith(runs, known, await readPage(known, question));
    },
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

type Page = Pick<ResultOf<'journal.page'>, 'items' | 'offset' | 'total' | 'of' | 'oldest'> & {
  /** As far as was read when it was counted. */
  readonly lastLine: number;
  /** An entry is known whose line the log does not hold any more. */
  readonly hasGone: boolean;
};

async function readPage(
  { run, journal, lastLine }: Reading,
  { before, offset, limit, ...filter }: PageQuestion,
): Promise<Page> {
  const total = journal.count(filter);
  const end = before === undefined ? total : journal.rankOf(filter, Number(before.split('.')[0]));
  const from = Math.min(offset ?? Math.max(0, end - limit), end);
  const places = journal.slice(filter, from, Math.min(end, from + limit));
  // Reading may go on while the entries are fetched.
  const counted = { offset: from, total, of: journal.length, oldest: journal.firstLine, lastLine };
  const items = await readEntries(run, places);
  return { ...counted, items, hasGone: items.length < places.length };
}

function pageWith({ emulator }: Runs, { run }: Reading, page: Page): ResultOf<'journal.page'> {
  const { items, offset, total, of, oldest, lastLine } = page;
  return {
    ...{ items, offset, total, more: offset > 0, of, run: run.id, oldest },
    unread: Math.max(0, emulator.revision - lastLine),
  };
}

async function readEntries({ log }: CurrentRun, places: readonly EntryPlace[]): Promise<JournalEntry[]> {
  const entries = new Map<string, JournalEntry>();
  for (const { first, last } of stretchesOf(places)) {
    const { lines } = await log.readLines({ before: last + 1, limit: last - first + 1 });
    for (const entry of lines.flatMap(journalEntries)) entries.set(entry.id, entry);
  }
  return places.flatMap(({ line, index }) => entries.get(`${line}.${index}`) ?? []);
}

function stretchesOf(places: readonly EntryPlace[]): readonly { readonly first: number; last: number }[] {
  const stretches: { readonly first: number; last: number }[] = [];
  for (const { line } of places) {
    const latest = stretches.at(-1);
    if (latest !== undefined && line - latest.last <= smallGap) latest.last = line;
    else stretches.push({ first: line, last: line });
  }
  return stretches;
}
