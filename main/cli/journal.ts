import { type Command, InvalidArgumentError } from 'commander';
import { writeInstant } from '../../app/time/calendar.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';
import { type RunningEmulator, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

type JournalOptions = RunningOptions & { readonly limit: number; readonly follow?: boolean };

const most = 500;

export function addJournalCommand(program: Command, session: Session): void {
  withExamples(
    toRunning(program.command('journal').description('tell what happened, oldest first')),
    'journal --limit 20',
    'journal --follow --json    one JSON document a line, until Ctrl-C',
  )
    .option('--limit <n>', `how many entries, at most ${most}`, readLimit, 50)
    .option('--follow', 'go on with what happens from here')
    .action(({ follow = false, ...options }: JournalOptions) =>
      follow ? followJournal(session, options) : showJournal(session, options),
    );
}

function showJournal(session: Session, options: JournalOptions): Promise<void> {
  return session.talk(options, async (emulator) => {
    const entries = await latestEntries(emulator, options.limit);
    return { json: entries.map(toJson), text: entries.map(sayEntry).join('\n') };
  });
}

/** Prints as it goes, so it makes no report of its own. */
async function followJournal({ io, watch }: Session, options: JournalOptions): Promise<void> {
  const told = new Set<string>();
  const tell = (entries: readonly JournalEntry[]) => {
    for (const entry of entries.filter(({ id }) => !told.has(id))) {
      told.add(entry.id);
      io.stdout(`${options.json === true ? JSON.stringify(toJson(entry)) : sayEntry(entry)}\n`);
    }
  };
  await watch(options, async (emulator) => {
    tell(await latestEntries(emulator, options.limit));
    emulator.onSnapshot(({ journal }) => tell(journal));
  });
}

async function latestEntries(emulator: RunningEmulator, limit: number): Promise<readonly JournalEntry[]> {
  const { items } = await emulator.call('journal.page', { limit });
  return items.slice(-limit);
}

function toJson({ at, ...entry }: JournalEntry): object {
  return { ...entry, at: writeInstant(at) };
}

function sayEntry({ at, text }: JournalEntry): string {
  return `${writeInstant(at)}  ${text}`;
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${most}.`);
}
