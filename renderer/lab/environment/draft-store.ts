/** A draft of the environment, as it outlives the sheet and the page. */
export type StoredDraft = {
  /** The environment's text when the draft was begun, or last agreed with it. */
  readonly base: string;
  readonly text: string;
  /** A text that says what `base` says, in the words of whoever wrote it. */
  readonly settled: string;
  /** Whether policies and lists are left out of it, since there are many: they stay as they are. */
  readonly leftOut: boolean;
  /** What the text imports. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
};

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = 'environment-draft ';
/** Of runs; drafts of earlier ones go first. */
const keptAtMost = 4;
const listeners = new Set<() => void>();

export function readDraft(run: string, store: Store = window.localStorage): StoredDraft | undefined {
  const text = store.getItem(prefix + run);
  if (text === null) return undefined;
  try {
    const { draft } = JSON.parse(text) as { draft: StoredDraft };
    return [draft.base, draft.text, draft.settled].every((part) => typeof part === 'string') ? draft : undefined;
  } catch {
    return undefined;
  }
}

/** Answers whether it is kept; a browser has room for a few megabytes. Without a draft it is forgotten. */
export function keepDraft(run: string, draft: StoredDraft | undefined, store: Store = window.localStorage): boolean {
  try {
    if (draft === undefined) store.removeItem(prefix + run);
    else {
      store.setItem(prefix + run, JSON.stringify({ keptAt: Date.now(), draft }));
      forgetOldest(store);
    }
    return true;
  } catch {
    store.removeItem(prefix + run);
    return false;
  } finally {
    for (const listener of listeners) listener();
  }
}

/** Whether something of a run's draft is not applied. */
export function hasUnapplied(run: string, store: Store = window.localStorage): boolean {
  const draft = readDraft(run, store);
  return draft !== undefined && draft.text !== draft.settled;
}

export function onDraftKept(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function forgetOldest(store: Store): void {
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at) ?? '').filter((key) =>
    key.startsWith(prefix),
  );
  const aged = keys.map((key) => ({ key, keptAt: keptAtOf(store.getItem(key)) }));
  for (const { key } of aged.toSorted((one, other) => other.keptAt - one.keptAt).slice(keptAtMost))
    store.removeItem(key);
}

function keptAtOf(text: string | null): number {
  try {
    return (JSON.parse(text ?? '') as { keptAt: number }).keptAt;
  } catch {
    return 0;
  }
}
