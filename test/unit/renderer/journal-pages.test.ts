import { describe, expect, it } from 'vitest';
import type { ParamsOf, ResultOf } from '../../../app/bridge/contract.ts';
import { everything, toggleKind } from '../../../renderer/lab/journal-filter.ts';
import { createJournalPages } from '../../../renderer/lab/journal-pages.ts';

type Question = ParamsOf<'journal.page'>;

/** A journal of so many entries; those of a text are every tenth. Time passes when the test says so. */
function journalOf(length: number) {
  const asked: Question[] = [];
  const waiting: (() => void)[] = [];
  const journal = { length, run: 'run-1', oldest: 1, unread: 0, isDown: false };
  const ask = async (question: Question): Promise<ResultOf<'journal.page'>> => {
    asked.push(question);
    if (journal.isDown) throw new Error('It is gone.');
    const step = question.text === undefined ? 1 : 10;
    const total = Math.floor(journal.length / step);
    const from = Math.min(question.offset ?? Math.max(0, total - question.limit), total);
    const items = Array.from({ length: Math.min(question.limit, total - from) }, (_, index) => {
      const id = `${(from + index) * step + 1}.0`;
      return { id, at: from + index, type: 'clock-frozen', text: 'It stood.', tone: 'plain' as const, count: 1 };
    });
    const { run, oldest, unread } = journal;
    return { items, offset: from, total, more: from > 0, of: journal.length, run, oldest, unread };
  };
  const pages = createJournalPages({
    ask,
    schedule: (_after, run) => {
      waiting.push(run);
      return () => waiting.splice(waiting.indexOf(run), 1);
    },
    sayFault: (fault) => (fault as Error).message,
  });
  const settled = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const passTime = async () => {
    for (const run of waiting.splice(0)) run();
    await settled();
  };
  const ids = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => pages.view().entries.get(first + index)?.id);
  return { asked, journal, pages, settled, passTime, ids };
}

describe('pages of a journal', () => {
  it('begin with the latest', async () => {
    const { pages, settled, ids } = journalOf(1000);
    pages.poke();
    await settled();
    expect(pages.view()).toMatchObject({ total: 1000, of: 1000 });
    expect(ids(998, 999)).toEqual(['999.0', '1000.0']);
  });

  it('are asked for where somebody looks, and once', async () => {
    const { asked, pages, settled, ids } = journalOf(100_000);
    pages.poke();
    pages.want(0, 20);
    await settled();
    expect(ids(0, 1)).toEqual(['1.0', '2.0']);
    const questions = asked.length;
    pages.want(5, 30);
    await settled();
    expect(asked).toHaveLength(questions);
  });

  it('go on with what is new and keep what is known', async () => {
    const { asked, journal, pages, settled, passTime, ids } = journalOf(1000);
    pages.poke();
    await settled();
    journal.length = 1002;
    pages.poke();
    await passTime();
    expect(asked.at(-1)).toMatchObject({ offset: 1000 });
    expect(ids(999, 1001)).toEqual(['1000.0', '1001.0', '1002.0']);
  });

  it('look for what is new no more often than there is time between', async () => {
    const { asked, pages, settled, passTime } = journalOf(1000);
    pages.poke();
    await settled();
    for (let round = 0; round < 50; round += 1) pages.poke();
    await settled();
    expect(asked).toHaveLength(1);
    await passTime();
    expect(asked).toHaveLength(2);
  });

  it('go on until the whole log was read', async () => {
    const { journal, pages, settled, passTime } = journalOf(1000);
    journal.unread = 500;
    pages.poke();
    await settled();
    expect(pages.view()).toMatchObject({ unread: 500 });
    journal.unread = 0;
    await passTime();
    expect(pages.view()).toMatchObject({ unread: 0 });
  });

  it('show what was found before until the next is there', async () => {
    const { pages, settled, ids } = journalOf(1000);
    pages.poke();
    await settled();
    const filter = { ...everything, text: 'wiki' };
    pages.narrow(filter);
    expect(pages.view()).toMatchObject({ filter, shown: everything, total: 1000 });
    await settled();
    expect(pages.view()).toMatchObject({ filter, shown: filter, total: 100 });
    expect(ids(0, 1)).toEqual(['1.0', '11.0']);
  });

  it('answer the latest that was typed', async () => {
    const { asked, pages, settled } = journalOf(1000);
    pages.poke();
    for (const text of ['w', 'wi', 'wik', 'wiki']) pages.narrow({ ...everything, text });
    await settled();
    expect(pages.view().shown?.text).toBe('wiki');
    expect(asked.map(({ text }) => text)).toEqual([undefined, 'wiki']);
  });

  it('are those of another run once that goes on', async () => {
    const { journal, pages, settled, passTime, ids } = journalOf(1000);
    pages.poke();
    await settled();
    Object.assign(journal, { run: 'run-2', length: 3 });
    pages.poke();
    await passTime();
    pages.want(0, 2);
    await passTime();
    expect(pages.view().total).toBe(3);
    expect(ids(0, 3)).toEqual(['1.0', '2.0', '3.0', undefined]);
  });

  it('keep no more than a few thousand, nearest to where somebody looks', async () => {
    const { pages, settled } = journalOf(100_000);
    pages.poke();
    for (let first = 90_000; first > 80_000; first -= 100) {
      pages.want(first, first + 30);
      await settled();
    }
    expect(pages.view().entries.size).toBeLessThanOrEqual(2100);
    expect(pages.view().entries.has(80_101)).toBe(true);
  });

  it('say what went wrong, and ask again when something happens', async () => {
    const { journal, pages, settled } = journalOf(10);
    journal.isDown = true;
    pages.poke();
    await settled();
    expect(pages.view().fault).toBe('It is gone.');
    journal.isDown = false;
    pages.poke();
    await settled();
    expect(pages.view()).toMatchObject({ fault: undefined, total: 10 });
  });
});

describe('what a journal is narrowed to', () => {
  it('is any of the kinds that were chosen', () => {
    const refused = toggleKind(everything, 'refused');
    expect(toggleKind(refused, 'notices').kinds).toEqual(['refused', 'notices']);
    expect(toggleKind(refused, 'refused')).toEqual(everything);
  });
});
