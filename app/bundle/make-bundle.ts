import { Refusal } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import type { Command } from '../session/command.ts';
import { evolve } from '../session/evolve.ts';
import { holdToVersion } from '../session/replay.ts';
import type { State } from '../session/state.ts';
import { sayInstant } from '../time/calendar.ts';
import type { Millis } from '../time/instant.ts';
import { bundleLimits, type Redaction } from './bundle-shape.ts';
import type { Hash } from './read-bundle.ts';
import { type BundleBeginning, BundleWriter } from './write-bundle.ts';

/** What is kept of a run: `state` is what line `after` left behind, absent at the very beginning. */
export type KeptSince = { readonly after: number; readonly state?: State };

/** Makes other lines of those that a run holds. The state before a line is that of the run itself. */
export type Rewriter = {
  readonly redaction: Redaction;
  /** How many names have become others by now. */
  readonly renamed: number;
  begin(state: State): State;
  /** Throws a `Refusal` when the line can't come out alike. */
  line(before: State | undefined, line: LogLine): { readonly line: LogLine; readonly state: State };
};

export type BundleWish = {
  readonly hash: Hash;
  readonly productVersion: string;
  readonly kept: KeptSince;
  /** Lines that went beyond this instant; what they begin from stands in the bundle as a state. */
  readonly from?: Millis | undefined;
  /** Lines up to this instant, inclusive. */
  readonly until?: Millis | undefined;
  /** Absent: everything as it was logged. */
  readonly rewriter?: Rewriter | undefined;
};

export type MadeOf = {
  readonly beginning: { readonly with: BundleBeginning['with']; readonly at: Millis };
  readonly state: State;
  readonly lines: number;
  readonly stateHash: string;
};

/** Makes a bundle of a run's lines, given one by one in order; its text comes out piece by piece. */
export class BundleMaker {
  readonly #wish: BundleWish;
  readonly #writer: BundleWriter;
  /** Of the run, and of the bundle. */
  #state: State | undefined;
  #written: State | undefined;
  #last: number;
  #lines = 0;
  #characters = 0;
  #beginning: { readonly with: BundleBeginning['with']; readonly at: Millis } | undefined;
  #isOver = false;

  constructor(wish: BundleWish) {
    this.#wish = wish;
    this.#writer = new BundleWriter(wish.hash);
    this.#state = wish.kept.state;
    this.#last = wish.kept.after;
    if (wish.kept.state !== undefined) holdToVersion(wish.kept.state.version);
  }

  /** What has become of it, once it is whole. */
  made(): MadeOf {
    const [beginning, state] = [this.#beginning, this.#written];
    if (beginning === undefined || state === undefined) throw new Error('the bundle is not whole yet');
    return { beginning, state, lines: this.#lines, stateHash: this.#writer.stateHash(state) };
  }

  /** The text that comes of one more line. */
  take(line: LogLine): string {
    const { from, until } = this.#wish;
    this.#isOver ||= until !== undefined && line.at > until;
    if (this.#isOver) return '';
    if (line.n !== this.#last + 1) throw lineMissing(this.#last + 1);
    this.#last = line.n;
    const after = foldLine(this.#state, line);
    // A jump that goes beyond belongs to what came after, with all that happened on its way.
    const isBefore = from !== undefined && after.at <= from;
    const head = isBefore || this.#beginning !== undefined ? '' : this.#begin(line.command, line.n - 1, line.at);
    const text = isBefore ? '' : head + this.#write(line);
    this.#state = after;
    if (this.#wish.rewriter === undefined) this.#written = after;
    return text;
  }

  /** The rest of the text. Throws a `Refusal` (`not-yet`) when there was nothing to write. */
  end(): string {
    const { from } = this.#wish;
    if (this.#state === undefined) throw new Refusal('no-such-run', 'There is nothing in this run that can be read.');
    if (this.#beginning === undefined && from !== undefined && from > this.#state.at) throw notYet(this.#state.at);
    const head = this.#beginning !== undefined ? '' : this.#begin(undefined, this.#last, this.#state.at);
    if (this.#written === undefined) throw new Error('a bundle without a state');
    return head + this.#writer.end(this.#written, this.#wish.rewriter?.renamed);
  }

  #begin(first: Command | undefined, after: number, at: Millis): string {
    const { productVersion, rewriter, from } = this.#wish;
    const redaction = rewriter?.redaction ?? { is: 'whole' };
    const beginning = this.#beginWith(first, after, from === undefined ? 'no-longer-kept' : 'asked-for');
    this.#beginning = { with: beginning.with, at: beginning.with === 'state' ? beginning.state.at : at };
    return this.#writer.begin(productVersion, redaction, beginning, this.#beginning.at);
  }

  #beginWith(first: Command | undefined, after: number, why: 'asked-for' | 'no-longer-kept'): BundleBeginning {
    if (first?.type === 'start-run') return { with: 'run' };
    if (first?.type === 'branch-run') return { with: 'branch' };
    if (this.#state === undefined) throw lineMissing(after);
    const state = this.#wish.rewriter?.begin(this.#state) ?? this.#state;
    this.#written = state;
    return { with: 'state', state, after, why };
  }

  #write(line: LogLine): string {
    this.#lines += 1;
    const rewritten = this.#wish.rewriter?.line(this.#state, line);
    if (rewritten !== undefined) this.#written = rewritten.state;
    const text = this.#writer.line(rewritten?.line ?? line);
    this.#characters += text.length;
    if (this.#lines > bundleLimits.lines || this.#characters > bundleLimits.characters) throw tooLong();
    return text;
  }
}

function foldLine(before: State | undefined, { events }: LogLine): State {
  let state = before;
  for (const event of events) {
    if (event.type === 'run-started' || event.type === 'run-branched') holdToVersion(event.engine);
    state = evolve(state, event);
  }
  if (state === undefined) throw new Error('a line without events');
  return state;
}

function lineMissing(n: number): Refusal {
  return new Refusal(
    'log-unreadable',
    `Line ${n} of this run can’t be read. Export what comes after it: --from with a later instant.`,
  );
}

function notYet(now: Millis): Refusal {
  return new Refusal('not-yet', `That moment has not come in this run: it has got to ${sayInstant(now)}.`);
}

function tooLong(): Refusal {
  const size = `${bundleLimits.lines.toLocaleString('en')} lines or ${bundleLimits.characters / 1_000_000} million characters`;
  return new Refusal(
    'too-long',
    `This run is longer than a bundle may be, which is ${size}. Take a part of it: --from with an instant, such as that of a checkpoint, and --until.`,
  );
}
