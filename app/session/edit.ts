import { applyChanges, type Change, changesBetween } from '../environment/change.ts';
import type { Assumptions, Environment } from '../environment/environment.ts';
import { Refusal } from '../errors.ts';
import type { Millis } from '../time/instant.ts';
import type { Command } from './command.ts';
import type { State } from './state.ts';
import { emit, type Unfolding } from './unfolding.ts';

/** A change of the environment, as undo knows it. */
export type Edit = {
  readonly id: string;
  /** What changed, in words. */
  readonly said: string;
  readonly changes: readonly Change[];
  /** What takes it back. */
  readonly undo: readonly Change[];
};

/** The part of an edit that acts at an instant: an administrator's change takes its time (assumption A7). */
export type EditPart = { readonly editId: string; readonly changes: readonly Change[]; readonly takesEffectAt: Millis };

export type Edits = {
  /** Counts what was ever done here, so that an edit made on an earlier view of things is noticed. */
  readonly count: number;
  /** On their way, in the order in which they act. */
  readonly pending: readonly EditPart[];
  /** Newest last. */
  readonly done: readonly Edit[];
  readonly undone: readonly Edit[];
};

export const noEdits: Edits = { count: 0, pending: [], done: [], undone: [] };

/** What the undo stack may hold, in edits and in characters of JSON. */
const keptEdits = 50;
const keptLength = 4_000_000;

/** The environment with every edit in it: what the administrator's dashboard shows. */
export function plannedEnvironment({ environment, edits }: Pick<State, 'environment' | 'edits'>): Environment {
  return edits.pending.reduce((planned, { changes }) => applyChanges(planned, changes), environment);
}

/** Edits the environment: each part acts when its kind of setting does, or at once with everything still on its way. */
export function editEnvironment(
  unfolding: Unfolding,
  { changes, said, now, basedOn }: Extract<Command, { type: 'edit-environment' }>,
  at: Millis,
): void {
  const { state } = unfolding;
  if (basedOn !== state.edits.count) {
    throw new Refusal(
      'edited-meanwhile',
      'The environment was changed by somebody else meanwhile. Look again, then retry.',
    );
  }
  if (changes.length === 0) return;
  if (now) hurry(unfolding, at);
  const planned = plannedEnvironment(unfolding.state);
  const undo = changesBetween(applyChanges(planned, changes), planned);
  const editId = `e${unfolding.state.nextId}`;
  const { assumptions } = unfolding.state.environment;
  const parts = partsOf(changes, (change) =>
    now ? at : actsAt(change, assumptions, unfolding.state.edits.pending, at),
  ).map((part) => ({ editId, ...part }));
  emit(unfolding, { at, type: 'environment-edited', edit: { id: editId, said, changes, undo }, parts });
}

/** Takes the latest edit back, at once: this corrects the set-up; an administrator's change of mind is an edit. */
export function undoEdit(unfolding: Unfolding, at: Millis): void {
  const edit = unfolding.state.edits.done.at(-1);
  if (edit === undefined) throw new Refusal('nothing-to-undo', 'There is nothing to undo.');
  emit(unfolding, { at, type: 'edit-undone', editId: edit.id, said: edit.said });
}

/** Brings the latest undone edit again, at once. */
export function redoEdit(unfolding: Unfolding, at: Millis): void {
  const edit = unfolding.state.edits.undone.at(-1);
  if (edit === undefined) throw new Refusal('nothing-to-redo', 'There is nothing to redo.');
  hurry(unfolding, at);
  emit(unfolding, { at, type: 'edit-redone', editId: edit.id, said: edit.said });
}

/** What the stacks keep after one more edit: the latest always, older ones as far as there is room. */
export function rememberEdit({ done }: Edits, edit: Edit): readonly Edit[] {
  let length = 0;
  const all = [...done, edit];
  const first = all.findLastIndex((one, index) => {
    length += JSON.stringify([one.changes, one.undo]).length;
    return index < all.length - 1 && (length > keptLength || all.length - index > keptEdits);
  });
  return all.slice(first + 1);
}

function hurry(unfolding: Unfolding, at: Millis): void {
  for (const part of unfolding.state.edits.pending) emit(unfolding, { at, type: 'edit-took-effect', ...part });
}

/**
 * When one change acts. Settings of one kind never overtake each other, whatever the delay has become meanwhile. Facts
 * about the person, the world and the emulator itself act at once.
 */
function actsAt({ path }: Change, assumptions: Assumptions, pending: readonly EditPart[], at: Millis): Millis {
  const kind = kindOf(path);
  if (kind === 'immediate') return at;
  const delay = kind === 'policy' ? assumptions.policyEditDelay : assumptions.deviceEditDelay;
  const ahead = pending.filter(({ changes }) => changes.some((change) => kindOf(change.path) === kind));
  return Math.max(at + delay, ...ahead.map(({ takesEffectAt }) => takesEffectAt));
}

/** What a device profile sets of the client. */
const deviceSettings = new Set([
  'mode',
  'splitTunnel',
  'allowedToLeave',
  'switchLocked',
  'adminOverride',
  'autoConnect',
]);

/** DOMAIN.md §1.1 fact 11. */
function kindOf([first, second]: Change['path']): 'policy' | 'device' | 'immediate' {
  if (first === 'policies' || first === 'lists' || first === 'access') return 'policy';
  if (first === 'gateway' && second === 'tlsDecryption') return 'policy';
  if (first === 'dns' || (first === 'client' && deviceSettings.has(String(second)))) return 'device';
  return 'immediate';
}

function partsOf(
  changes: readonly Change[],
  actsAtOf: (change: Change) => Millis,
): readonly Omit<EditPart, 'editId'>[] {
  const parts = new Map<Millis, Change[]>();
  for (const change of changes) {
    const takesEffectAt = actsAtOf(change);
    parts.set(takesEffectAt, [...(parts.get(takesEffectAt) ?? []), change]);
  }
  return [...parts].map(([takesEffectAt, part]) => ({ changes: part, takesEffectAt }));
}
