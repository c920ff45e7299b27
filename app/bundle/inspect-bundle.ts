import { z } from 'zod';
import { decodeBy } from '../environment/decode-environment.ts';
import { DecodeError } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import { worldOf } from '../session/branch.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import type { SessionEvent } from '../session/event.ts';
import { evolve } from '../session/evolve.ts';
import type { State } from '../session/state.ts';
import { writeInstant } from '../time/calendar.ts';
import { noticeOf } from '../view/inspect.ts';
import { sentenceOf } from '../view/sentence.ts';
import { snapshotOf } from '../view/snapshot.ts';
import type { BundleEnd, BundleHead } from './bundle-shape.ts';
import { checkEnvironment, checkState } from './check-environment.ts';
import { type BundlePiece, type BundlePlace, type Hash, placed } from './read-bundle.ts';

export type BundleInspection = {
  readonly product: BundleHead['product'];
  readonly engine: number;
  readonly redaction: BundleHead['redaction'];
  /** How many names are others than in the run. */
  readonly renamed: number;
  readonly begins: { readonly with: 'run' | 'branch' | 'state'; readonly at: string; readonly why?: string };
  readonly from: string;
  readonly to: string;
  readonly lines: number;
  readonly environment: string;
  readonly device: { readonly name: string; readonly os: string };
  readonly user?: { readonly name: string; readonly email: string; readonly lastSignInAt: string };
  /** How the recorded attempts came out: `refused/session: 12`. */
  readonly verdicts: Readonly<Record<string, number>>;
  /** Of everything that was done or happened, how often. */
  readonly commands: Readonly<Record<string, number>>;
  readonly notices: readonly ReturnType<typeof noticeOf>[];
  /** How it was at the end, in words. */
  readonly sentence: string;
  readonly policies: readonly {
    readonly id: string;
    readonly name: string;
    readonly enabled: boolean;
    readonly limit?: string;
  }[];
  /** `folded`: of the recorded events; only replay decides them again. */
  readonly stateHash: { readonly recorded: string; readonly folded: string; readonly same: boolean };
  /** Whether the file is as it was made, in whatever layout. */
  readonly unchanged: boolean;
};

/** What is counted of an attempt. */
const decidedShape = z.looseObject({
  verdict: z.looseObject({ outcome: z.string().max(40), class: z.string().max(40) }),
  count: z.number().int().min(1),
});

/** Gathers what a bundle tells, piece by piece. Folds its events and decides nothing. */
export class BundleInspector {
  readonly #hash: Hash;
  readonly #verdicts = new Map<string, number>();
  readonly #commands = new Map<string, number>();
  #head: BundleHead | undefined;
  #state: State | undefined;
  #from: string | undefined;

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  /** Answers the result with the last piece. */
  take(piece: BundlePiece): BundleInspection | undefined {
    switch (piece.is) {
      case 'head':
        this.#head = piece.head;
        this.#state = piece.state;
        this.#from = piece.head.begins.at;
        return undefined;
      case 'line':
        this.#fold(piece.line, piece.place);
        return undefined;
      case 'end':
        return this.#conclude(piece.end, piece.digest);
    }
  }

  #fold({ command, events }: LogLine, place: BundlePlace): void {
    count(this.#commands, command.type, 1);
    try {
      for (const event of events) this.#foldOne(event);
    } catch (fault) {
      const known = fault instanceof DecodeError ? fault : undefined;
      throw placed(known ?? new DecodeError([{ path: 'events', message: 'these events can’t be read' }]), place);
    }
  }

  #foldOne(event: SessionEvent): void {
    if (event.type === 'run-started') checkEnvironment(event.environment, 'events[0].environment');
    if (event.type === 'run-branched') checkState(event.state, 'events[0].state');
    if (event.type === 'connection-decided' || event.type === 'lookup-decided') {
      const decided = decodeBy(decidedShape, event);
      const { outcome, class: cause } = decided.verdict;
      count(this.#verdicts, cause === 'none' ? outcome : `${outcome}/${cause}`, decided.count);
    }
    this.#state = evolve(this.#state, event);
  }

  #conclude(end: BundleEnd, digest: string): BundleInspection {
    const head = this.#head;
    if (head === undefined || this.#state === undefined) {
      throw new DecodeError([{ path: '', message: 'the bundle is empty' }]);
    }
    const state = checkState(this.#state, 'end.state');
    const { environment, session } = state;
    const { with: begins, at } = head.begins;
    const folded = this.#hash(canonicalJson({ ...worldOf(state), version: head.engine }));
    return {
      ...{ product: head.product, engine: head.engine, redaction: head.redaction, renamed: end.renamed ?? 0 },
      begins: { with: begins, at, ...('why' in head.begins ? { why: head.begins.why } : {}) },
      ...{ from: this.#from ?? at, to: end.at, lines: end.lines },
      environment: environment.name,
      device: { name: environment.device.name, os: environment.device.os },
      ...(session === undefined
        ? {}
        : {
            user: {
              name: session.name,
              email: session.email,
              lastSignInAt: writeInstant(session.authenticatedAt),
            },
          }),
      verdicts: sorted(this.#verdicts),
      commands: sorted(this.#commands),
      notices: state.notices.map(noticeOf),
      sentence: sentenceAtEnd(state),
      policies: environment.policies.map(({ id, name, enabled, checkSession }) => ({
        ...{ id, name, enabled },
        ...(checkSession?.enforce ? { limit: checkSession.text } : {}),
      })),
      stateHash: { recorded: end.stateHash, folded, same: folded === end.stateHash },
      unchanged: digest === end.digest,
    };
  }
}

function sentenceAtEnd(state: State): string {
  const snapshot = snapshotOf(state, state.at, {
    ...{ revision: 0, product: { version: '', host: 'node' }, runId: '', addresses: {}, theme: 'system' },
    ...{ remarks: [], offered: [], recent: [] },
  });
  return sentenceOf(snapshot, state.at).text;
}

function count(counts: Map<string, number>, name: string, by: number): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

function sorted(counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  return Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
