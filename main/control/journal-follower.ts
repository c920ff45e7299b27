import type { Handlers } from '../../app/bridge/contract.ts';
import type { JournalKind } from '../../app/view/journal-kinds.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';
import { type EventPlace, isLater, placeOfEntry } from './event-question.ts';

export type Told =
  | { readonly entry: JournalEntry; readonly place: EventPlace }
  /** Another run has taken over. */
  | { readonly run: string; readonly place: EventPlace };

const pageLength = 200;
/** Of a run that is gone over to; one that has just begun has fewer. */
const fewest = 500;

/** Reads on in the journal from a place, each entry once, whatever happens to the log meanwhile. */
export class JournalFollower {
  readonly #page: Handlers['journal.page'];
  readonly #kinds: JournalKind[];
  #place: EventPlace;

  /** `place` is the latest entry that is known. */
  constructor(page: Handlers['journal.page'], kinds: readonly JournalKind[], place: EventPlace) {
    this.#page = page;
    this.#kinds = [...kinds];
    this.#place = place;
  }

  get place(): EventPlace {
    return this.#place;
  }

  async *news(): AsyncGenerator<Told> {
    // Positions are counted anew when a log loses its beginning; lines are not.
    let rank = await this.#rankOf(this.#place.line);
    for (;;) {
      const page = await this.#page({ kinds: this.#kinds, offset: rank, limit: pageLength });
      if (page.run !== this.#place.run) {
        this.#place = { run: page.run, line: 0, index: -1 };
        yield { run: page.run, place: this.#place };
        rank = Math.max(0, page.total - fewest);
        continue;
      }
      for (const entry of page.items) {
        const place = placeOfEntry(page.run, entry.id);
        if (!isLater(place, this.#place)) continue;
        this.#place = place;
        yield { entry, place };
      }
      rank = page.offset + page.items.length;
      if (page.items.length === 0 || rank >= page.total) return;
    }
  }

  /** How many entries that fit stand ahead of a line. */
  async #rankOf(line: number): Promise<number> {
    const { offset, items } = await this.#page({ kinds: this.#kinds, before: `${line}.0`, limit: 1 });
    return offset + items.length;
  }
}

/** The latest entry of the journal. */
export async function latestPlace(page: Handlers['journal.page']): Promise<EventPlace> {
  const { run, items } = await page({ limit: 1 });
  const last = items.at(-1);
  return last === undefined ? { run, line: 0, index: -1 } : placeOfEntry(run, last.id);
}
