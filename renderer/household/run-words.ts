import { parseInstant, sayDay, sayTime } from '../../app/time/calendar.ts';
import type { TreeRow } from '../../app/view/run-tree.ts';
import type { Shape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';

const words = texts.runs;

export const toneShapes = { calm: 'answers', soon: 'soon', dead: 'dead', other: 'unchecked' } as const satisfies Record<
  string,
  Shape
>;

/** How things stand at a node; absent when that can't be told. */
export function standingOfRow(row: TreeRow) {
  return row.kind === 'run' ? row.run.left : row.checkpoint;
}

/** `Mon 9 Mar 09:01`. */
export function sayMinute(at: string): string {
  const instant = parseInstant(at) ?? 0;
  return `${sayDay(instant)} ${sayTime(instant).slice(0, 5)}`;
}

/** A checkpoint that nobody named says its moment already. */
export function saysItsMoment(row: TreeRow): boolean {
  const standing = standingOfRow(row);
  return standing !== undefined && row.label === `${sayMinute(standing.at)}, ${standing.short}`;
}

/** The whole row, for those who hear it. */
export function sayRow(row: TreeRow): string {
  const standing = standingOfRow(row);
  const how = standing === undefined ? [words.unread] : [sayMinute(standing.at), standing.short];
  return [
    `${words.kinds[row.kind]}: ${row.label}`,
    ...(saysItsMoment(row) ? [] : how),
    ...(isHere(row) ? [words.here] : []),
  ].join(', ');
}

export function isHere(row: TreeRow): boolean {
  return row.kind === 'run' && row.run.isCurrent;
}
