import type { ParamsOf, ResultOf } from '../../app/bridge/contract.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';
import { everything, type JournalFilter } from './journal-filter.ts';

type Page = ResultOf<'journal.page'>;

/** What is known of a journal that a window never holds whole. Entries are found by how many that fit come before them. */
export type JournalView = {
  readonly filter: JournalFilter;
  /** The one that everything below was found by; absent before the first answer. */
  readonly shown: JournalFilter | undefined;
  /** How many fit; absent before the first answer. */
  readonly total: number | undefined;
  readonly of: number;
  /** Lines of the log that were not looked at yet. */
  readonly unread: number;
  readonly entries: ReadonlyMap<number, JournalEntry>;
  readonly fault: string | undefined;
};

export type JournalPages = {
  view(): JournalView;
  subscribe(listener: () => void): () => void;
  narrow(filter: JournalFilter): void;
  /** Something may have happened. */
  poke(): void;
  /** These are in sight, from the one up to and including the other. */
  want(first: number, last: number): void;
  close(): void;
};

export type PageSource = {
  ask(params: ParamsOf<'journal.page'>): Promise<Page>;
  /** Runs it after that many real milliseconds; the returned function cancels it. */
  schedule(after: number, run: () => void): () => void;
  sayFault(fault: unknown): string;
};

const pageLength = 100;
/** Entries that are kept; those farthest from what is in sight go first. */
const most = 2000;
/** Real milliseconds between two looks for what is new. */
const gap = 250;

/** Asks for what is in sight and for what is new, one question at a time. */
export function createJournalPages({ ask, schedule, sayFault }: PageSource): JournalPages {
  const listeners = new Set<() => void>();
  let view: JournalView = {
    filter: everything,
    shown: undefined,
    total: undefined,
    of: 0,
    unread: 0,
    entries: new Map(),
    fault: undefined,
  };
  let run = '';
  let oldest = 0;
  let wanted = { first: 0, last: -1 };
  let isStale = true;
  let isBusy = false;
  let isClosed = false;
  let isPaused = false;
  let cancel = () => {};

  const show = (change: Partial<JournalView>) => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const take = (page: Page, filter: JournalFilter) => {
    // Positions are counted anew in another run, and when a long log loses its beginning.
    const isSame = page.run === run && page.oldest === oldest && filter === view.shown;
    [run, oldest] = [page.run, page.oldest];
    const entries = new Map(isSame ? view.entries : []);
    for (const [index, entry] of page.items.entries()) entries.set(page.offset + index, entry);
    forgetFarthest(entries, wanted);
    const { total, of, unread } = page;
    isStale = isStale || unread > 0 || (!isSame && page.offset + page.items.length < total);
    show({ shown: filter, total, of, unread, entries, fault: undefined });
  };

  const questionOf = (): ParamsOf<'journal.page'> | undefined => {
    const { filter, shown, total } = view;
    const narrowed = {
      ...(filter.kinds.length === 0 ? {} : { kinds: [...filter.kinds] }),
      ...(filter.text.trim() === '' ? {} : { text: filter.text.trim() }),
    };
    if (filter !== shown || total === undefined) return { ...narrowed, limit: pageLength, partial: true };
    if (isStale && !isPaused) return { ...narrowed, offset: total, limit: pageLength, partial: true };
    const missing = firstMissing(view, wanted);
    return missing === undefined ? undefined : { ...narrowed, offset: missing, limit: pageLength };
  };
  const goOn = async () => {
    const question = isBusy || isClosed ? undefined : questionOf();
    if (question === undefined) return;
    const { filter } = view;
    const isLook = question.partial === true;
    isBusy = true;
    if (isLook) isStale = false;
    try {
      const page = await ask(question);
      if (!isClosed && filter === view.filter) take(page, filter);
    } catch (fault) {
      if (!isClosed) show({ fault: sayFault(fault) });
      isBusy = false;
      // The next that happens asks again.
      return;
    }
    isBusy = false;
    if (isLook) pause();
    // What was asked for and did not come can't be read: asking again at once would go on for ever.
    else if (firstMissing(view, wanted) === question.offset) return;
    void goOn();
  };
  const pause = () => {
    isPaused = true;
    cancel();
    cancel = schedule(view.unread > 0 ? 0 : gap, () => {
      isPaused = false;
      void goOn();
    });
  };

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    narrow: (filter) => {
      wanted = { first: 0, last: -1 };
      show({ filter });
      void goOn();
    },
    poke: () => {
      isStale = true;
      void goOn();
    },
    want: (first, last) => {
      wanted = { first, last };
      void goOn();
    },
    close: () => {
      isClosed = true;
      cancel();
    },
  };
}

/** Where a page begins that holds the latest in sight which is not known. */
function firstMissing(
  { entries, total = 0 }: JournalView,
  { first, last }: { first: number; last: number },
): number | undefined {
  for (let rank = Math.min(last, total - 1); rank >= Math.max(0, first); rank -= 1) {
    if (!entries.has(rank)) return Math.floor(rank / pageLength) * pageLength;
  }
  return undefined;
}

function forgetFarthest(entries: Map<number, JournalEntry>, { first, last }: { first: number; last: number }): void {
  if (entries.size <= most) return;
  const middle = (first + last) / 2;
  const ranks = [...entries.keys()].toSorted((one, other) => Math.abs(other - middle) - Math.abs(one - middle));
  for (const rank of ranks.slice(0, entries.size - most / 2)) entries.delete(rank);
}
