import { parseInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { RunTree, TreeRow } from '../../app/view/run-tree.ts';

/** The stretch of virtual time that all runs of a tree share. */
export type Axis = { readonly from: Millis; readonly to: Millis };

export function axisOf({ runs, checkpoints }: RunTree): Axis | undefined {
  const told = runs.flatMap(({ left }) => (left === undefined ? [] : [left.from, left.at]));
  const instants = [...told, ...checkpoints.map(({ at }) => at)].map((at) => parseInstant(at) ?? 0);
  if (instants.length === 0) return undefined;
  const from = instants.reduce((one, other) => Math.min(one, other));
  return { from, to: Math.max(from + 1, ...[instants.reduce((one, other) => Math.max(one, other))]) };
}

/** Where on the axis a node lies, from 0 to 1; a checkpoint begins where it ends. */
export function stretchOf(
  row: TreeRow,
  { from, to }: Axis,
): { readonly from: number; readonly to: number } | undefined {
  const place = (at: string) => ((parseInstant(at) ?? from) - from) / (to - from);
  if (row.kind === 'checkpoint') return { from: place(row.checkpoint.at), to: place(row.checkpoint.at) };
  const { left } = row.run;
  return left && { from: place(left.from), to: place(left.at) };
}
