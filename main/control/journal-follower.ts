import type { Handlers } from '../../app/bridge/contract.ts';
import type { JournalKind } from '../../app/view/journal-kinds.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';
import { type EventPlace, placeOfEntry } from './event-question.ts';

export type Told =
  | { readonly entry: JournalEntry; readonly place: EventPlace }
  /** Another run has taken over. */
  | { readonly run: string; readonly place: EventPlace };

const pageLength = 200;
/** Of a run that is gone over to; one that has just begun has fewer. And of one line, to find a place in it. */
const mostAtOnce = 500;

/** Reads on in the journal from a place, each entry once, whatever happens to the log meanwhile. */
export class JournalFollower {
  readonly #page: Handlers['journal.page'];
  readonly #kinds: JournalKind[];
  #place: EventPlace;
  /** Of the place's line, whose entries stand by their instants and not by their indexes. */
  #wasBefore: ((index: number) => boolean) | undefined;
  #told = new Set<number>();

  /** `place` is the latest entry that is known. */
  constructor(page: Handlers['journal.page'], kinds: readonly JournalKind[], place: EventPlace) {
    this.#page = page;
    this.#kinds = [...kinds];
    this.#place = place;
  }

  async *news(): AsyncGenerator<Told> {
    this.#wasBefore ??= await this.#findBefore(this.#place);
    // Positions are counted anew when a log loses its beginning; lines are not.
    let rank = await this.#rankOf(this.#place.line);
    for (;;) {
      const page = await this.#page({ kinds: this.#kinds, offset: rank, limit: pageLength });
      if (page.run !== this.#place.run) {
        this.#moveTo({ run: page.run, line: 0, index: -1 });
        yield { run: page.run, place: this.#place };
        rank = Math.max(0, page.total - mostAtOnce);
        continue;
      }
      for (const entry of page.items) {
        const place = placeOfEntry(page.run, entry.id);
        if (this.#isHeard(place)) continue;
        this.#moveTo(place);
        yield { entry, place };
      }
      rank = page.offset + page.items.length;
      if (page.items.length === 0 || rank >= page.total) return;
    }
  }

  #isHeard({ line, index }: EventPlace): boolean {
    if (line !== this.#place.line) return line < this.#place.line;
    return this.#told.has(index) || this.#wasBefore?.(index) === true;
  }

  #moveTo(place: EventPlace): void {
    if (place.run !== this.#place.run || place.line !== this.#place.line) {
      this.#wasBefore = () => false;
      this.#told = new Set();
    }
    this.#told.add(place.index);
    this.#place = place;
  }

  /** Which entries of its line somebody has heard who comes back to it; where it is not found, none. */
  async #findBefore({ run, line, index }: EventPlace): Promise<(index: number) => boolean> {
    const page = await this.#page({ before: `${line + 1}.0`, limit: mostAtOnce });
    const ofLine = page.items.map(({ id }) => placeOfEntry(page.run, id)).filter((place) => place.line === line);
    const at = page.run === run ? ofLine.findIndex((place) => place.index === index) : -1;
    if (at === -1) return () => false;
    const after = new Set(ofLine.slice(at + 1).map((place) => place.index));
    return (other) => !after.has(other);
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
