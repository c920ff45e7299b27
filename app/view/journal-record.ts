import { describeEvent } from '../explain/describe-event.ts';
import type { LogLine } from '../ports.ts';
import type { SessionEvent } from '../session/event.ts';
import type { State } from '../session/state.ts';
import { type JournalKind, journalKinds, kindsOf } from './journal-kinds.ts';

/** Of one of `kinds`, when there are any, and with every word of `text` somewhere in what it is about. */
export type JournalFilter = {
  readonly kinds?: readonly JournalKind[] | undefined;
  readonly text?: string | undefined;
};

/** Where an entry stands in the run's log. */
export type EntryPlace = { readonly line: number; readonly index: number };

type Matches = { readonly ranks: number[]; looked: number };

/** Answers that are kept, so that only what was added is looked at; whoever types makes many. */
const mostAnswers = 8;

/**
 * What it takes to find entries of a run's journal without reading its log: some thirteen bytes for each, and each text
 * about which there are entries once. An entry's rank is how many come before it.
 */
export class JournalRecord {
  readonly #lines: number[] = [];
  readonly #indexes: number[] = [];
  readonly #kinds: number[] = [];
  readonly #subjects: number[] = [];
  readonly #texts: string[] = [];
  readonly #subjectOf = new Map<string, number>();
  readonly #flows = new Map<string, string>();
  readonly #answers = new Map<string, Matches>();

  /** Begins with what the lines that are not kept any more left behind. */
  constructor(left?: State) {
    for (const { id, host, port } of Object.values(left?.flows ?? {})) this.#flows.set(id, `${host} port ${port}`);
  }

  get length(): number {
    return this.#lines.length;
  }

  /** The number of the first line that there are entries of. */
  get firstLine(): number {
    return this.#lines[0] ?? 0;
  }

  /** Lines come in order; `nameOf` tells of a person's id what people call them. */
  take({ n, events }: LogLine, nameOf: (personId: string) => string): void {
    const told = events.map((event, index) => ({ event, index, kinds: kindsOf(event) }));
    // What fell due by itself on the way is told at its own instant.
    for (const { event, index, kinds } of told.toSorted((one, other) => one.event.at - other.event.at)) {
      if (kinds.length === 0) continue;
      this.#lines.push(n);
      this.#indexes.push(index);
      this.#kinds.push(bitsOf(kinds));
      this.#subjects.push(this.#keep(`${subjectOf(event, nameOf)}${this.#flowOf(event)}`.toLowerCase()));
    }
  }

  /** Forgets what a log does not hold any more. Ranks are counted anew. */
  forgetBefore(line: number): void {
    const count = this.#lines.findIndex((each) => each >= line);
    const gone = count === -1 ? this.length : count;
    for (const column of [this.#lines, this.#indexes, this.#kinds, this.#subjects]) column.splice(0, gone);
    this.#answers.clear();
  }

  count(filter: JournalFilter): number {
    return this.#find(filter)?.length ?? this.length;
  }

  /** Those from one rank until before another, among those that fit. */
  slice(filter: JournalFilter, from: number, to: number): readonly EntryPlace[] {
    const ranks = this.#find(filter);
    const places: EntryPlace[] = [];
    for (let at = Math.max(0, from); at < Math.min(to, ranks?.length ?? this.length); at += 1) {
      const rank = ranks === undefined ? at : (ranks[at] ?? 0);
      places.push({ line: this.#lines[rank] ?? 0, index: this.#indexes[rank] ?? 0 });
    }
    return places;
  }

  /** How many of those that fit stand in lines before that one. */
  rankOf(filter: JournalFilter, line: number): number {
    const ranks = this.#find(filter);
    let [low, high] = [0, ranks?.length ?? this.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const rank = ranks === undefined ? middle : (ranks[middle] ?? 0);
      if ((this.#lines[rank] ?? 0) < line) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Absent: everything fits. */
  #find({ kinds = [], text = '' }: JournalFilter): readonly number[] | undefined {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (kinds.length === 0 && words.length === 0) return undefined;
    const wanted = kinds.length === 0 ? -1 : bitsOf(kinds);
    const key = JSON.stringify([wanted, ...words]);
    const known = this.#answers.get(key) ?? { ranks: [], looked: 0 };
    this.#answers.delete(key);
    this.#answers.set(key, known);
    for (const oldest of this.#answers.keys()) if (this.#answers.size > mostAnswers) this.#answers.delete(oldest);
    this.#lookOn(known, wanted, words);
    return known.ranks;
  }

  #lookOn(known: Matches, wanted: number, words: readonly string[]): void {
    const fits = new Map<number, boolean>();
    for (; known.looked < this.length; known.looked += 1) {
      if (((this.#kinds[known.looked] ?? 0) & wanted) === 0) continue;
      const subject = this.#subjects[known.looked] ?? 0;
      const fit = fits.get(subject) ?? words.every((word) => this.#texts[subject]?.includes(word) === true);
      fits.set(subject, fit);
      if (fit) known.ranks.push(known.looked);
    }
  }

  /** What only the flow's opening tells of a later event. */
  #flowOf(event: SessionEvent): string {
    if (event.type === 'flow-opened') this.#flows.set(event.flow.id, `${event.flow.host} port ${event.flow.port}`);
    if (event.type !== 'flow-closed' && event.type !== 'flow-kept-busy') return '';
    const place = this.#flows.get(event.flowId) ?? '';
    if (event.type === 'flow-closed') this.#flows.delete(event.flowId);
    return `\n${place}`;
  }

  #keep(text: string): number {
    const known = this.#subjectOf.get(text);
    if (known !== undefined) return known;
    this.#subjectOf.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }
}

function bitsOf(kinds: readonly JournalKind[]): number {
  return kinds.reduce((bits, kind) => bits | (1 << journalKinds.indexOf(kind)), 0);
}

/** The sentence without ages and counts, which are another in each, and whom and what it does not name. */
function subjectOf(event: SessionEvent, nameOf: (personId: string) => string): string {
  switch (event.type) {
    case 'connection-decided':
    case 'lookup-decided': {
      const { verdict } = event;
      const ageless = { ...verdict, ageSeconds: verdict.limitSeconds ?? 0 };
      return `${describeEvent({ ...event, count: 1, verdict: ageless }).text}\n${verdict.policy?.name ?? ''}`;
    }
    case 'reauth-completed':
    case 'identity-refreshed':
    case 'provider-signed-in':
    case 'enrolled':
      return `${describeEvent(event).text}\n${nameOf(event.personId)}`;
    default:
      return describeEvent(event).text;
  }
}
