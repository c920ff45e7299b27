import { DecodeError, Refusal } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import { worldOf } from '../session/branch.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import type { Command } from '../session/command.ts';
import { carryOut } from '../session/decide.ts';
import { plannedEnvironment } from '../session/edit.ts';
import { engineVersion } from '../session/engine-version.ts';
import type { SessionEvent } from '../session/event.ts';
import type { State } from '../session/state.ts';
import { writeInstant } from '../time/calendar.ts';
import { day } from '../time/instant.ts';
import { type BundleEnd, type BundleHead, bundleLimits } from './bundle-shape.ts';
import { checkEnvironment, checkState, join } from './check-environment.ts';
import { firstDifference } from './first-difference.ts';
import { type BundlePiece, type BundlePlace, faultAt, type Hash, placed } from './read-bundle.ts';

/** The first command that comes out otherwise than the bundle says. */
export type ReplayDifference = {
  /** Of the log, and of the file. */
  readonly n: number;
  readonly line: number;
  readonly at: string;
  readonly command: Command['type'];
  /** Where in its events; empty when they are fewer or more, or it was refused. */
  readonly path: string;
  readonly expected: unknown;
  readonly got: unknown;
};

export type BundleReplay = {
  readonly same: boolean;
  readonly product: BundleHead['product'];
  readonly engine: { readonly bundle: number; readonly here: number };
  readonly redacted: boolean;
  /** Commands that were decided again. */
  readonly commands: number;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly from: string;
  readonly to: string;
  readonly difference?: ReplayDifference;
  /** `got` is absent when a difference ended the replay. */
  readonly stateHash: { readonly expected: string; readonly got?: string };
  /** Whether the file is as it was made, in whatever layout. */
  readonly unchanged: boolean;
};

/** Throws a `Refusal` (`bad-bundle-version`) for a bundle of a later version of the product, which may mean more than is known here. */
export function holdToProduct({ product }: BundleHead, here: string): void {
  if (!isNewer(product.version, here)) return;
  throw new Refusal(
    'bad-bundle-version',
    `This bundle was made by version ${product.version} of the emulator, and this is ${here}. Update to ${product.version} or later, then try again.`,
  );
}

/** Decides every command of a bundle again, piece by piece as it is read, and compares what happens. */
export class BundleReplayer {
  readonly #hash: Hash;
  readonly #productVersion: string;
  readonly #verdicts = new Map<string, number>();
  #head: BundleHead | undefined;
  #state: State | undefined;
  #from = 0;
  #commands = 0;
  #difference: ReplayDifference | undefined;

  constructor(hash: Hash, productVersion: string) {
    this.#hash = hash;
    this.#productVersion = productVersion;
  }

  get state(): State | undefined {
    return this.#state;
  }

  get difference(): ReplayDifference | undefined {
    return this.#difference;
  }

  /** Answers the result with the last piece. */
  take(piece: BundlePiece): BundleReplay | undefined {
    switch (piece.is) {
      case 'head':
        holdToProduct(piece.head, this.#productVersion);
        this.#head = piece.head;
        this.#state = piece.state;
        this.#from = piece.state?.at ?? 0;
        return undefined;
      case 'line':
        this.#decideAgain(piece.line, piece.place);
        return undefined;
      case 'end':
        return this.#conclude(piece.end, piece.digest);
    }
  }

  #decideAgain(line: LogLine, place: BundlePlace): void {
    if (this.#difference !== undefined) return;
    if (this.#state === undefined) this.#from = line.at;
    this.#holdToTime(line, place);
    const again = decideSafely(this.#state, line, place);
    const got = this.#asThen(line.events, again.events);
    this.#commands += 1;
    for (const event of got) this.#count(event);
    if (JSON.stringify(got) !== JSON.stringify(line.events)) {
      this.#difference = differenceOf(line, place, again.fault ?? got);
      return;
    }
    this.#state = again.state;
    if (line.command.type === 'edit-environment' && this.#state !== undefined) {
      checkPlanned(this.#state, place);
    }
  }

  /** The number of the engine is no behaviour: with it set aside, only what is decided otherwise differs. */
  #asThen(expected: readonly SessionEvent[], got: readonly SessionEvent[]): readonly SessionEvent[] {
    const [first, ...rest] = got;
    const [was] = expected;
    const isBeginning = first?.type === 'run-started' || first?.type === 'run-branched';
    if (!isBeginning || was?.type !== first.type || this.#head?.engine === engineVersion) return got;
    return [{ ...first, engine: was.engine }, ...rest];
  }

  #holdToTime({ at, command }: LogLine, place: BundlePlace): void {
    const state = this.#state;
    if (state !== undefined && at < state.at) {
      throw faultAt({ ...place, path: join(place.path, 'at') }, 'time does not run backwards');
    }
    const latest = command.type === 'advance' ? command.to : at;
    if (latest - this.#from > bundleLimits.years * 365 * day) {
      throw faultAt(place, `a bundle covers at most ${bundleLimits.years} years`);
    }
  }

  #count(event: SessionEvent): void {
    if (event.type !== 'connection-decided' && event.type !== 'lookup-decided') return;
    const { outcome, class: cause } = event.verdict;
    const name = cause === 'none' ? outcome : `${outcome}/${cause}`;
    this.#verdicts.set(name, (this.#verdicts.get(name) ?? 0) + event.count);
  }

  /** None when a difference ended the replay. */
  #hashOf(state: State | undefined, engine: number): string | undefined {
    if (state === undefined || this.#difference !== undefined) return undefined;
    return this.#hash(canonicalJson({ ...worldOf(state), version: engine }));
  }

  #conclude(end: BundleEnd, digest: string): BundleReplay {
    const head = this.#head;
    const state = this.#state;
    if (head === undefined) throw new DecodeError([{ path: '', message: 'the bundle is empty' }]);
    const got = this.#hashOf(state, head.engine);
    const to = writeInstant(state?.at ?? this.#from);
    const unchanged = digest === end.digest;
    return {
      same: got === end.stateHash && to === end.at && unchanged,
      product: head.product,
      engine: { bundle: head.engine, here: engineVersion },
      redacted: head.redaction.is === 'redacted',
      commands: this.#commands,
      verdicts: Object.fromEntries([...this.#verdicts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      from: writeInstant(this.#from),
      to,
      ...(this.#difference === undefined ? {} : { difference: this.#difference }),
      stateHash: { expected: end.stateHash, ...(got === undefined ? {} : { got }) },
      unchanged,
    };
  }
}

type Again = { readonly state: State | undefined; readonly events: readonly SessionEvent[]; readonly fault?: string };

/** What is given is checked first; whatever goes wrong then is a way to come out otherwise. */
function decideSafely(state: State | undefined, { command, at }: LogLine, place: BundlePlace): Again {
  checkCommand(command, place);
  try {
    return carryOut(state, command, at);
  } catch (fault) {
    return { state, events: [], fault: fault instanceof Error ? fault.message : String(fault) };
  }
}

function checkCommand(command: Command, place: BundlePlace): void {
  try {
    if (command.type === 'start-run') checkEnvironment(command.environment, 'command.environment');
    if (command.type === 'branch-run') checkState(command.state, 'command.state');
  } catch (fault) {
    throw placed(fault, place);
  }
}

/** An edit may make of an environment what none is. */
function checkPlanned(state: State, place: BundlePlace): void {
  try {
    checkEnvironment(plannedEnvironment(state), 'command.changes');
    checkEnvironment(state.environment, 'command.changes');
  } catch (fault) {
    throw placed(fault, place);
  }
}

function differenceOf({ n, at, command, events }: LogLine, { line }: BundlePlace, got: unknown): ReplayDifference {
  const found = firstDifference(events, got) ?? { path: '', expected: events, got };
  return { n, line, at: writeInstant(at), command: command.type, ...found };
}

function isNewer(version: string, than: string): boolean {
  const [left = [], right = []] = [version, than].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (const [index, part] of left.entries()) {
    const other = right[index] ?? 0;
    if (part !== other) return part > other;
  }
  return false;
}
