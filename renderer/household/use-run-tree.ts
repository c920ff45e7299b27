import { useCallback, useMemo, useState } from 'react';
import { type RunTree, type TreeRow, treeRows } from '../../app/view/run-tree.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useAnswer } from '../shared/use-ask.ts';
import { type Axis, axisOf } from './run-axis.ts';

export type RunTreeState = {
  readonly tree: RunTree | undefined;
  readonly rows: readonly TreeRow[];
  readonly axis: Axis | undefined;
  readonly selected: TreeRow | undefined;
  readonly remarks: readonly string[];
  readonly fault: string | undefined;
  isOpen(id: string): boolean;
  select(id: string): void;
  setOpen(id: string, open: boolean): void;
  again(): void;
};

/** The tree, which of its nodes are open and which is chosen: at first the run that goes on. */
export function useRunTree({ run }: Pick<Snapshot, 'run'>): RunTreeState {
  const { result, fault, again } = useAnswer('checkpoint.list', {});
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string>();
  const isOpen = useCallback((id: string) => !closed.has(id), [closed]);
  const rows = useMemo(() => (result === undefined ? [] : treeRows(result, isOpen)), [result, isOpen]);
  const axis = useMemo(() => result && axisOf(result), [result]);
  const selected = rows.find(({ id }) => id === (chosen ?? run.id)) ?? rows.find(({ id }) => id === run.id) ?? rows[0];
  const setOpen = useCallback(
    (id: string, open: boolean) =>
      setClosed((before) => {
        const next = new Set(before);
        if (open) next.delete(id);
        else next.add(id);
        return next;
      }),
    [],
  );
  return {
    ...{ tree: result, rows, axis, selected, remarks: result?.remarks ?? [], fault, isOpen, setOpen, again },
    select: setChosen,
  };
}
