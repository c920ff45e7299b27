import { parseInstant, sayInstant } from '../../app/time/calendar.ts';
import { type RunTree, type TreeRow, treeRows } from '../../app/view/run-tree.ts';
import { alignRows } from './text.ts';

const shapes = { calm: '●', soon: '◐', dead: '⊘', other: '○' } as const;

/** Runs, checkpoints and branches, each below what it comes of. */
export function sayTree(tree: RunTree): string {
  return alignRows(treeRows(tree).map(sayRow)).join('\n');
}

function sayRow(row: TreeRow): readonly string[] {
  const branch = row.level === 1 ? '' : row.position === row.of ? '└ ' : '├ ';
  // The roots hang on nothing, so their lines are left out.
  const above = row.goesOn.slice(1).map((goesOn) => (goesOn ? '│ ' : '  '));
  const moment = row.kind === 'run' ? row.run.left : row.checkpoint;
  return [
    `${above.join('')}${branch}${row.kind === 'checkpoint' ? '◆ ' : ''}${row.label}`,
    row.id,
    ...(moment === undefined
      ? ['', 'can’t be read by this version']
      : [sayMinute(moment.at), `${shapes[moment.tone]} ${moment.short}`]),
    row.kind === 'run' && row.run.isCurrent ? '← goes on' : '',
  ];
}

function sayMinute(at: string): string {
  return sayInstant(parseInstant(at) ?? 0).slice(0, -3);
}
