import { type KeyboardEvent, useCallback, useEffect } from 'react';
import type { TreeRow } from '../../app/view/run-tree.ts';
import { texts } from '../shared/texts.ts';
import type { Axis } from './run-axis.ts';
import { idOfRow, RunRow } from './run-row.tsx';
import { moveOf, type TreeMove } from './run-tree-keys.ts';
import styles from './runs.module.css';

type Props = {
  readonly rows: readonly TreeRow[];
  readonly axis: Axis | undefined;
  readonly selected: string;
  readonly isOpen: (id: string) => boolean;
  readonly onMove: (move: TreeMove) => void;
};

/** The tree has the focus as one; the chosen node is told by `aria-activedescendant`. */
export function RunTreeList({ rows, axis, selected, isOpen, onMove }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = moveOf(event.key, rows, selected, isOpen);
    if (move === undefined) return;
    event.preventDefault();
    onMove(move);
  };
  const onSelect = useCallback((id: string) => onMove({ do: 'select', id }), [onMove]);
  const onToggle = useCallback((id: string) => onMove({ do: isOpen(id) ? 'close' : 'open', id }), [onMove, isOpen]);
  const onAct = useCallback((id: string) => onMove({ do: 'act', id }), [onMove]);
  useEffect(() => {
    document.getElementById(idOfRow(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <div
      role="tree"
      className={styles.tree}
      aria-label={texts.runs.tree}
      aria-busy={rows.length === 0}
      {...(rows.length > 0 ? { 'aria-activedescendant': idOfRow(selected) } : {})}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {axis &&
        rows.map((row) => (
          <RunRow
            key={row.id}
            row={row}
            axis={axis}
            isSelected={row.id === selected}
            isOpen={isOpen(row.id)}
            {...{ onSelect, onToggle, onAct }}
          />
        ))}
    </div>
  );
}
