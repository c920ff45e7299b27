import { useCallback, useEffect, useState } from 'react';
import type { Millis } from '../../../app/time/instant.ts';
import type { Snapshot } from '../../../app/view/snapshot-shape.ts';
import { sayEdited } from '../../household/say-edited.ts';
import { useMessage, useTell } from '../../shared/connection-context.tsx';
import { texts } from '../../shared/texts.ts';
import { useAsk } from '../../shared/use-ask.ts';
import { type Against, type Draft, duplicateOf, isDirty, newPolicy, type PolicyDraft } from './drafts.ts';
import { type PolicyList, usePolicyList } from './use-policy-list.ts';

export type ActsWhen = 'delayed' | 'now';

export type PolicyEditor = PolicyList & {
  readonly isOpen: boolean;
  /** The one in hand. */
  readonly draft: Draft | undefined;
  readonly unsaved: ReadonlySet<string>;
  /** Unsaved new ones, which no list knows. */
  readonly fresh: readonly Draft[];
  readonly against: Against | undefined;
  readonly when: ActsWhen;
  /** What became of the last act. */
  readonly done: string | undefined;
  readonly fault: string | undefined;
  readonly isAsking: boolean;
  /** Opens the sheet, with a policy in hand where one is named. */
  open(id?: string): void;
  close(): void;
  choose(id: string): void;
  change(policy: PolicyDraft): void;
  setAgainst(against: Against): void;
  setWhen(when: ActsWhen): void;
  begin(): void;
  duplicate(): void;
  /** Throws the draft away and reads the policy anew. */
  discard(): void;
  save(): void;
  remove(): void;
  move(to: 'earlier' | 'later'): void;
  undo(): void;
};

/**
 * Policies under somebody's hands. What is not saved stays with its policy, whatever else is looked at and when the sheet
 * closes, until it is saved or thrown away.
 */
export function usePolicyEditor(snapshot: Snapshot, at: Millis): PolicyEditor {
  const { ask, fault, isAsking, forget } = useAsk();
  const tell = useTell();
  const { dismiss } = useMessage();
  const [isOpen, setOpen] = useState(false);
  const list = usePolicyList(snapshot, isOpen);
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [chosen, setChosen] = useState<string>();
  const [against, setAgainst] = useState<Against>();
  const [when, setWhen] = useState<ActsWhen>('delayed');
  const [done, setDone] = useState<string>();
  const draft = chosen === undefined ? undefined : drafts.get(chosen);

  const put = (next: Draft) => setDrafts((before) => new Map(before).set(next.id, next));
  const drop = (id: string) => setDrafts((before) => new Map([...before].filter(([known]) => known !== id)));
  const read = useCallback(
    async (id: string) => {
      const answer = await ask('policy.read', { id });
      if (!answer) return;
      setDrafts((before) => {
        const known = before.get(id);
        if (known && isDirty(known)) return before;
        if (known && JSON.stringify(known.was) === JSON.stringify(answer.policy)) return before;
        const next = { id, was: answer.policy, policy: answer.policy, round: (known?.round ?? 0) + 1 };
        return new Map(before).set(id, next);
      });
    },
    [ask],
  );
  const choose = (id: string) => {
    setChosen(id);
    setDone(undefined);
    forget();
    if (!id.startsWith(freshMark)) void read(id);
  };
  const begin = (policy: PolicyDraft) => {
    const id = `${freshMark}${drafts.size + 1}-${list.version}`;
    put({ id, policy, round: 1 });
    choose(id);
  };
  // Another run has other policies.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever another run begins.
  useEffect(() => {
    setDrafts(new Map());
    setChosen(undefined);
    setAgainst(undefined);
  }, [snapshot.run.id]);
  // What somebody else did to the policy in hand, or undo, shows as long as nothing is unsaved.
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again whenever somebody looks or an edit was made.
  useEffect(() => {
    if (isOpen && chosen !== undefined && list.entries.some(({ id }) => id === chosen)) void read(chosen);
  }, [isOpen, list.version]);

  const now = when === 'now';
  const finish = (result: Parameters<typeof sayEdited>[0] | undefined, next?: string) => {
    if (!result) return;
    setDone(sayEdited(result, at));
    if (next !== undefined) setChosen(next);
  };
  const save = async () => {
    if (!draft || !isDirty(draft)) return;
    const { id, was, policy } = draft;
    const result = await ask('policy.save', { policy, now, ...(was === undefined ? {} : { id, was }) });
    if (!result) return;
    drop(id);
    await read(result.id);
    finish(result, result.id);
  };
  const remove = async () => {
    if (!draft) return;
    const result = draft.was === undefined ? undefined : await ask('policy.delete', { id: draft.id, now });
    if (draft.was !== undefined && !result) return;
    drop(draft.id);
    setChosen(list.entries.find(({ id }) => id !== draft.id)?.id);
    finish(result);
  };
  const unsaved = [...drafts.values()].filter(isDirty);
  const close = () => {
    setOpen(false);
    const [first] = unsaved;
    if (first === undefined) return;
    const act = { label: texts.policies.goOn, run: () => open(first.id) };
    tell(texts.policies.kept(first.policy.name, unsaved.length - 1), act);
  };
  const open = (id?: string) => {
    // It would lie over the foot of the sheet.
    dismiss();
    setOpen(true);
    setDone(undefined);
    if (id !== undefined) choose(id);
  };
  return {
    ...list,
    ...{ isOpen, draft, against, when, done, fault, isAsking, setAgainst, setWhen, choose },
    unsaved: new Set(unsaved.map(({ id }) => id)),
    fresh: [...drafts.values()].filter(({ was }) => was === undefined),
    ...{ open, close },
    change: (policy) => draft && put({ ...draft, policy }),
    begin: () => begin(newPolicy(list.entries)),
    duplicate: () => draft && begin(duplicateOf(draft.policy)),
    discard: () => {
      if (!draft) return;
      forget();
      if (draft.was === undefined) void remove();
      else {
        put({ ...draft, policy: draft.was, round: draft.round + 1 });
        void ask('policy.read', { id: draft.id }).then(
          (answer) =>
            answer && put({ id: draft.id, was: answer.policy, policy: answer.policy, round: draft.round + 2 }),
        );
      }
    },
    save: () => void save(),
    remove: () => void remove(),
    move: (to) => draft && void ask('policy.move', { id: draft.id, to, now }).then((result) => finish(result)),
    undo: () => void ask('edit.undo', {}).then((answer) => answer && setDone(undefined)),
  };
}

const freshMark = 'new ';
