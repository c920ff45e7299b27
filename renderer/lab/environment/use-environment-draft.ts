import { useCallback, useEffect, useRef, useState } from 'react';
import type { ResultOf } from '../../../app/bridge/contract.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { useConnection } from '../../shared/connection-context.tsx';
import { keepDraft, readDraft, type StoredDraft } from './draft-store.ts';
import { type Merged, takeOver } from './merge.ts';
import { isSame } from './place.ts';
import { readText } from './yaml-reading.ts';

export type EnvironmentDraft = StoredDraft & {
  /** Something in it is not applied. */
  readonly isDirty: boolean;
  /** The environment's text now, where it became another under the draft. */
  readonly theirs: string | undefined;
  readonly isKept: boolean;
  /** Counts how often the text became another by anything but the editor. */
  readonly round: number;
};

export type DraftActs = {
  write(text: string): void;
  open(text: string, files: StoredDraft['files']): void;
  /** The draft says what the environment says, from now on. */
  settle(): Promise<void>;
  /** Leaves the draft as it is, and takes what became of the environment as known. */
  keepMine(): void;
  takeOver(): Merged | undefined;
};

/** A run's environment under somebody's hands; kept in the browser, so that it outlives sheet and page. */
export function useEnvironmentDraft(snapshot: Snapshot): readonly [EnvironmentDraft | undefined, DraftActs] {
  const connection = useConnection();
  const run = snapshot.run.id;
  const [{ draft, round }, setState] = useState<State>(() => ({ draft: readDraft(run), round: 0 }));
  const [theirs, setTheirs] = useState<Shown>();
  const [isKept, setKept] = useState(true);
  const isSettling = useRef(false);
  const version = JSON.stringify([run, snapshot.edits]);

  const leftOut = draft?.leftOut;
  const policies = leftOut === undefined ? 'left-out-when-many' : leftOut ? 'left-out' : 'spelt-out';
  const show = useCallback(() => connection.call('environment.show', { policies }), [connection, policies]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` asks again.
  useEffect(() => {
    let isOver = false;
    show().then(
      (shown) => !isOver && !isSettling.current && setTheirs(shown),
      // The link gate says that the emulator has gone.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [show, version]);
  useEffect(() => {
    if (theirs !== undefined) setState((before) => withDraft(before, follow(before.draft, theirs)));
  }, [theirs]);
  useEffect(() => {
    if (draft !== undefined) setKept(keepDraft(run, isIdle(draft) ? undefined : draft));
  }, [draft, run]);

  const change = (part: Partial<StoredDraft>) =>
    setState((before) => withDraft(before, before.draft && { ...before.draft, ...part }));
  const acts: DraftActs = {
    write: (text) => setState((before) => ({ ...before, draft: before.draft && { ...before.draft, text } })),
    open: (text, files) => change({ text, files }),
    settle: async () => {
      isSettling.current = true;
      try {
        const shown = await show();
        const base = shown.text;
        setTheirs(shown);
        setState((before) => withDraft(before, before.draft && { ...before.draft, base, settled: before.draft.text }));
      } finally {
        isSettling.current = false;
      }
    },
    keepMine: () => theirs !== undefined && change({ base: theirs.text, settled: theirs.text }),
    takeOver: () => {
      const merged = draft && theirs !== undefined ? takeOver(draft.text, draft.base, theirs.text) : undefined;
      if (merged && theirs) change({ text: merged.text, base: theirs.text, settled: theirs.text });
      return merged;
    },
  };
  if (draft === undefined) return [undefined, acts];
  const isOutdated = theirs !== undefined && theirs.text !== draft.base;
  return [{ ...draft, isDirty: !isSettled(draft), theirs: isOutdated ? theirs.text : undefined, isKept, round }, acts];
}

type Shown = ResultOf<'environment.show'>;

type State = { readonly draft: StoredDraft | undefined; readonly round: number };

function withDraft({ draft: before, round }: State, draft: StoredDraft | undefined): State {
  return { draft, round: before?.text === draft?.text ? round : round + 1 };
}

/** A draft without anything of its own becomes what the environment became; comments in it stay. */
function follow(draft: StoredDraft | undefined, { text: theirs, leftOut }: Shown): StoredDraft {
  const fresh = { base: theirs, text: theirs, settled: theirs, leftOut, files: [] };
  if (draft === undefined) return fresh;
  if (draft.base === theirs || !isSettled(draft)) return draft;
  if (draft.text === draft.base) return fresh;
  const merged = takeOver(draft.text, draft.base, theirs);
  return merged === undefined || merged.conflicts.length > 0
    ? fresh
    : { ...fresh, text: merged.text, settled: merged.text };
}

/** It says what the environment says, in whatever words. */
function isSettled({ base, text, settled }: StoredDraft): boolean {
  if (text === settled || text === base) return true;
  const [mine, known] = [readText(text), readText(base)];
  return mine !== undefined && known !== undefined && isSame(mine.data, known.data);
}

function isIdle({ base, text }: StoredDraft): boolean {
  return text === base;
}
