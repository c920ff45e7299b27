import { memo } from 'react';
import { sayDay, sayExactly, sayTime } from '../../app/time/calendar.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { type Shape, StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import styles from './journal.module.css';

const shapes: Readonly<Record<JournalEntry['tone'], Shape>> = {
  plain: 'plain',
  good: 'answers',
  bad: 'dead',
  notice: 'notice',
};

type Props = {
  readonly id: string;
  readonly index: number;
  readonly total: number;
  readonly start: number;
  readonly entry: JournalEntry | undefined;
  readonly day: string | undefined;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly measure: (element: Element | null) => void;
  readonly onPick: (entry: JournalEntry) => void;
};

/** One entry at its place in a long list, under its day where that begins. */
export const JournalRow = memo(
  ({ id, index, total, start, entry, day, isSelected, isActive, measure, onPick }: Props) => (
    <div
      ref={measure}
      data-index={index}
      role="presentation"
      className={styles.place}
      style={{ transform: `translateY(${start}px)` }}
    >
      {day !== undefined && (
        <p className={styles.day} aria-hidden>
          {day}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and takes the keys. */}
      <div
        id={id}
        role="option"
        aria-selected={isSelected}
        aria-setsize={total}
        aria-posinset={index + 1}
        tabIndex={-1}
        className={styles.entry}
        data-active={isActive || undefined}
        onClick={() => entry !== undefined && onPick(entry)}
      >
        {entry === undefined ? (
          <span className={styles.waiting}>{texts.journal.waiting}</span>
        ) : (
          <>
            <StateShape shape={shapes[entry.tone]} />
            <span className={styles.text}>
              <time title={sayExactly(entry.at)}>
                <span className={controls.hidden}>{sayDay(entry.at)} </span>
                {sayTime(entry.at)}
              </time>{' '}
              {entry.text}
            </span>
          </>
        )}
      </div>
    </div>
  ),
  (one, other) =>
    one.index === other.index &&
    one.total === other.total &&
    one.start === other.start &&
    one.entry === other.entry &&
    one.day === other.day &&
    one.isSelected === other.isSelected &&
    one.isActive === other.isActive,
);
