import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { writeInstant } from '../../app/time/calendar.ts';
import { type JournalKind, journalKinds } from '../../app/view/journal-kinds.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';
import { type RunningEmulator, type RunningOptions, type Session, toRunning, withExamples } from './session.ts';

type Filter = { readonly kinds?: JournalKind[]; readonly text?: string };
type JournalOptions = RunningOptions & {
  readonly limit: number;
  readonly before?: string;
  readonly kind?: JournalKind[];
  readonly text?: string;
  readonly follow?: boolean;
};

const most = 500;

export function addJournalCommand(program: Command, session: Session): void {
  withExamples(
    toRunning(program.command('journal').description('tell what happened, oldest first')),
    'journal --limit 20',
    'journal --kind refused notices --text wiki',
    'journal --before 412.0 --json    what came ahead of that entry',
    'journal --follow --json    one JSON document a line, until Ctrl-C',
  )
    .addOption(new Option('--kind <kind...>', 'only entries of these kinds').choices(journalKinds))
    .option('--text <words>', 'only entries with these words: a destination, a policy, a person')
    .option('--limit <n>', `how many entries, at most ${most}`, readLimit, 50)
    .option('--before <id>', 'the latest ahead of an entry, whose id --json tells', readId)
    .addOption(new Option('--follow', 'go on with what happens from here').conflicts('before'))
    .action(({ follow = false, kind, text, ...options }: JournalOptions) => {
      const filter = { ...(kind === undefined ? {} : { kinds: kind }), ...(text === undefined ? {} : { text }) };
      return follow ? followJournal(session, options, filter) : showJournal(session, options, filter);
    });
}

function showJournal(session: Session, options: JournalOptions, filter: Filter): Promise<void> {
  return session.talk(options, async (emulator) => {
    const { limit, before } = options;
    const { items } = await emulator.call('journal.page', {
      ...filter,
      limit,
      ...(before === undefined ? {} : { before }),
    });
    return { json: items.map(toJson), text: items.length === 0 ? sayNone(filter) : items.map(sayEntry).join('\n') };
  });
}

/** Prints as it goes, so it makes no report of its own. */
async function followJournal({ io, watch }: Session, options: JournalOptions, filter: Filter): Promise<void> {
  const print = (entry: JournalEntry) =>
    io.stdout(`${options.json === true ? JSON.stringify(toJson(entry)) : sayEntry(entry)}\n`);
  await watch(options, async (emulator) => {
    let told = await emulator.call('journal.page', { ...filter, limit: options.limit });
    for (const entry of told.items) print(entry);
    const goOn = async () => {
      for await (const page of pagesAfter(emulator, filter, told, options.limit)) {
        for (const entry of page.items) print(entry);
        told = page;
      }
    };
    let work = Promise.resolve();
    emulator.onSnapshot(() => {
      // A call that is cut off ends the watch by itself.
      work = work.then(goOn).catch(() => {});
    });
  });
}

type Page = ResultOf<'journal.page'>;

/** What was added since a page, and after another run took over its latest few. */
async function* pagesAfter(emulator: RunningEmulator, filter: Filter, last: Page, limit: number): AsyncGenerator<Page> {
  for (let known = last; ; ) {
    const offset = known.offset + known.items.length;
    const next = await emulator.call('journal.page', { ...filter, offset, limit: most });
    if (next.run !== known.run) known = await emulator.call('journal.page', { ...filter, limit });
    else if (next.oldest !== known.oldest) known = onlyNew(await latest(emulator, filter), known);
    else known = next;
    yield known;
    if (known.offset + known.items.length >= known.total) return;
  }
}

function latest(emulator: RunningEmulator, filter: Filter): Promise<Page> {
  return emulator.call('journal.page', { ...filter, limit: most });
}

/** Positions are counted anew once a log loses its beginning, so what was told is known by its line. */
function onlyNew(page: Page, { items }: Page): Page {
  const from = items.at(-1)?.id;
  const fresh = from === undefined ? page.items : page.items.filter(({ id }) => lineOf(id) > lineOf(from));
  return { ...page, items: fresh, offset: page.total - fresh.length };
}

function lineOf(id: string): number {
  return Number(id.split('.')[0]);
}

function toJson({ at, ...entry }: JournalEntry): object {
  return { ...entry, at: writeInstant(at) };
}

function sayEntry({ at, text }: JournalEntry): string {
  return `${writeInstant(at)}  ${text}`;
}

function sayNone({ kinds, text }: Filter): string {
  const isFiltered = kinds !== undefined || text !== undefined;
  return isFiltered ? 'Nothing fits. Try fewer words, or leave out --kind.' : 'Nothing happened before that.';
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${most}.`);
}

function readId(text: string): string {
  if (/^\d+\.\d+$/.test(text)) return text;
  throw new InvalidArgumentError('Write the id of an entry, such as 412.0.');
}
