import { type Command, InvalidArgumentError } from 'commander';
import { writeInstant } from '../../app/time/calendar.ts';
import type { JournalEntry, Snapshot } from '../../app/view/snapshot-shape.ts';
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
async function followJournal({ io, watch }: Session, { limit, ...options }: JournalOptions): Promise<void> {
  const print = (entry: JournalEntry) =>
    io.stdout(`${options.json === true ? JSON.stringify(toJson(entry)) : sayEntry(entry)}\n`);
  await watch(options, async (emulator) => {
    let run = (await emulator.call('snapshot', {})).run.id;
    let last = '';
    const tell = (entries: readonly JournalEntry[]) => {
      for (const entry of entries.filter(({ id }) => isAfter(id, last))) {
        print(entry);
        last = entry.id;
      }
    };
    const goOn = async (snapshot: Snapshot) => {
      if (snapshot.run.id === run) return tell(await entriesSince(emulator, last, snapshot.journal));
      [run, last] = [snapshot.run.id, ''];
      tell(snapshot.journal.slice(-limit));
    };
    tell(await latestEntries(emulator, limit));
    let work = Promise.resolve();
    emulator.onSnapshot((snapshot) => {
      // A call that is cut off ends the watch by itself.
      work = work.then(() => goOn(snapshot)).catch(() => {});
    });
  });
}

/** What came after an entry. A snapshot carries the latest ones only, so a jump may leave a gap, which is read. */
async function entriesSince(
  emulator: RunningEmulator,
  last: string,
  latest: readonly JournalEntry[],
): Promise<readonly JournalEntry[]> {
  let entries = latest;
  for (let first = entries[0]; first !== undefined && isAfter(first.id, last); first = entries[0]) {
    const { id } = first;
    const { items, more } = await emulator.call('journal.page', { before: `${lineOf(id) + 1}.0`, limit: most });
    const earlier = items.filter((item) => isAfter(id, item.id));
    entries = [...earlier, ...entries];
    if (!more || earlier.length === 0) break;
  }
  return entries;
}

/** Ids are `line.index`. */
function isAfter(id: string, other: string): boolean {
  const [index = 0, otherIndex = -1] = [id, other].map((one) => Number(one.split('.')[1] ?? -1));
  return lineOf(id) === lineOf(other) ? index > otherIndex : lineOf(id) > lineOf(other);
}

function lineOf(id: string): number {
  return Number(id.split('.')[0]);
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
