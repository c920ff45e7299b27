import { memo } from 'react';
import type { TreeRow } from '../../app/view/run-tree.ts';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import { type Axis, stretchOf } from './run-axis.ts';
import { isHere, sayMinute, sayRow, saysItsMoment, standingOfRow, toneShapes } from './run-words.ts';
import styles from './runs.module.css';

type Props = {
  readonly row: TreeRow;
  readonly axis: Axis;
  readonly isSelected: boolean;
  readonly isOpen: boolean;
  readonly onSelect: (id: string) => void;
  readonly onToggle: (id: string) => void;
  readonly onAct: (id: string) => void;
};

export const idOfRow = (id: string) => `tree-${id}`;

/** One node: what it hangs on, what it is called, how things stand there, and where it lies in the week. */
export const RunRow = memo(function RunRow({ row, axis, isSelected, isOpen, onSelect, onToggle, onAct }: Props) {
  const standing = standingOfRow(row);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around it has the focus, and takes every key.
    <div
      id={idOfRow(row.id)}
      role="treeitem"
      aria-label={sayRow(row)}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.of}
      aria-selected={isSelected}
      {...(row.children > 0 ? { 'aria-expanded': isOpen } : {})}
      {...(isHere(row) ? { 'aria-current': 'true' as const } : {})}
      tabIndex={-1}
      className={styles.row}
      data-kind={row.kind}
      onClick={() => onSelect(row.id)}
      onDoubleClick={() => onAct(row.id)}
    >
      <span className={styles.name}>
        <Guides row={row} />
        {row.children > 0 ? (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the tree do it.
          // biome-ignore lint/a11y/noStaticElementInteractions: a bigger target than its mark, for the mouse alone.
          <span
            className={styles.twist}
            data-open={isOpen || undefined}
            onClick={(event) => {
              event.stopPropagation();
              onToggle(row.id);
            }}
          >
            <svg viewBox="0 0 12 12" aria-hidden="true">
              <path d="M4 2.5L8 6 4 9.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
            </svg>
          </span>
        ) : (
          <span className={styles.twist} />
        )}
        <Kind kind={row.kind} />
        <span className={styles.label}>{row.label}</span>
        {isHere(row) && <span className={styles.here}>{texts.runs.here}</span>}
      </span>
      {standing ? (
        <>
          <span className={styles.standing} data-tone={standing.tone}>
            <StateShape shape={toneShapes[standing.tone]} />
            <span>{standing.short}</span>
          </span>
          <span className={styles.when}>{saysItsMoment(row) ? '' : sayMinute(standing.at)}</span>
        </>
      ) : (
        <span className={styles.unread}>{texts.runs.unread}</span>
      )}
      <Lane row={row} axis={axis} />
    </div>
  );
});

/** What a node hangs on, as lines. The roots hang on nothing. */
function Guides({ row }: { readonly row: TreeRow }) {
  if (row.level === 1) return null;
  return (
    <>
      {row.goesOn.slice(1).map((goesOn, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place.
        <span key={level} className={styles.guide} data-on={goesOn || undefined} />
      ))}
      <span className={styles.elbow} data-last={row.position === row.of || undefined} />
    </>
  );
}

function Kind({ kind }: { readonly kind: TreeRow['kind'] }) {
  return (
    <svg className={styles.kind} viewBox="0 0 12 12" aria-hidden="true">
      {kind === 'run' ? (
        <path d="M1 6h9M6.5 2.5L10 6 6.5 9.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      ) : (
        <path d="M3 1.5h6v9L6 8 3 10.5z" fill="currentColor" />
      )}
    </svg>
  );
}

/** Its stretch of virtual time, on one axis for all: what branched off where stands below each other. */
function Lane({ row, axis }: { readonly row: TreeRow; readonly axis: Axis }) {
  const stretch = stretchOf(row, axis);
  const x = (place: number) => 5 + place * 150;
  return (
    <svg className={styles.lane} viewBox="0 0 160 16" aria-hidden="true">
      <path className={styles.axis} d="M5 8H155" />
      {stretch && row.kind === 'run' && (
        <>
          <path className={styles.stretch} d={`M${x(stretch.from)} 8H${x(stretch.to)}`} />
          <path className={styles.start} d={`M${x(stretch.from)} 4V12`} />
          <circle className={styles.end} cx={x(stretch.to)} cy="8" r="3" data-here={isHere(row) || undefined} />
        </>
      )}
      {stretch && row.kind === 'checkpoint' && (
        <path className={styles.pin} d={`M${x(stretch.to) - 3} 2h6v11l-3-3-3 3z`} />
      )}
    </svg>
  );
}
