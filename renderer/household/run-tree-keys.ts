import type { TreeRow } from '../../app/view/run-tree.ts';

export type TreeMove =
  | { readonly do: 'select' | 'open' | 'close'; readonly id: string }
  | { readonly do: 'act' | 'rename' | 'delete'; readonly id: string };

/** What a key does in a tree, as the ARIA practices have it; `undefined` when it does nothing. */
export function moveOf(
  key: string,
  rows: readonly TreeRow[],
  selected: string,
  isOpen: (id: string) => boolean,
): TreeMove | undefined {
  const index = rows.findIndex(({ id }) => id === selected);
  const row = rows[index];
  if (row === undefined) return undefined;
  const select = (other: TreeRow | undefined): TreeMove | undefined => other && { do: 'select', id: other.id };
  switch (key) {
    case 'ArrowDown':
      return select(rows[index + 1]);
    case 'ArrowUp':
      return select(rows[index - 1]);
    case 'Home':
      return select(rows[0]);
    case 'End':
      return select(rows.at(-1));
    case 'ArrowRight':
      if (row.children === 0) return undefined;
      return isOpen(row.id) ? select(rows[index + 1]) : { do: 'open', id: row.id };
    case 'ArrowLeft':
      if (row.children > 0 && isOpen(row.id)) return { do: 'close', id: row.id };
      return select(rows.find(({ id }) => id === row.parent));
    case 'Enter':
      return { do: 'act', id: row.id };
    case 'F2':
      return { do: 'rename', id: row.id };
    case 'Delete':
      return row.kind === 'checkpoint' ? { do: 'delete', id: row.id } : undefined;
    default:
      return key.length === 1 && key !== ' ' ? select(findByLetter(key, rows, index)) : undefined;
  }
}

/** The next one, around the end, whose label begins so. */
function findByLetter(letter: string, rows: readonly TreeRow[], after: number): TreeRow | undefined {
  const inTurn = [...rows.slice(after + 1), ...rows.slice(0, after + 1)];
  return inTurn.find(({ label }) => label.toLowerCase().startsWith(letter.toLowerCase()));
}
