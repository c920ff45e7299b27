import { memo } from 'react';
import { sayExactly, sayTime } from '../../app/time/calendar.ts';
import type { JournalEntry, Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { type Shape, StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import { daysOf } from './journal-days.ts';
import { useLab } from './lab-context.tsx';
import { ListHead } from './list-head.tsx';
import styles from './lists.module.css';
import type { Selection } from './selection.ts';

const shapes: Readonly<Record<JournalEntry['tone'], Shape>> = {
  plain: 'plain',
  good: 'answers',
  bad: 'dead',
  notice: 'notice',
};

type Props = { readonly snapshot: Snapshot; readonly onRuns: () => void; readonly onFlows: () => void };

/** What happened, newest on top. */
export function Journal({ snapshot, onRuns, onFlows }: Props) {
  const { selection, select } = useLab();
  const selected = selection?.kind === 'entry' ? selection.id : undefined;
  return (
    <section className={styles.list} aria-labelledby="journal">
      <ListHead id="journal" heading={texts.journal.heading} act={texts.runs.openSheet} onAct={onRuns}>
        <button type="button" className={controls.quiet} onClick={onFlows}>
          {texts.flows.open}
          {snapshot.flows.total > 0 && <span className={styles.count}>{snapshot.flows.total}</span>}
        </button>
      </ListHead>
      {snapshot.journal.length === 0 && <p className={styles.soft}>{texts.journal.none}</p>}
      {daysOf(snapshot.journal).map(({ day, entries }) => (
        <section key={day}>
          <h3 className={styles.day}>{day}</h3>
          <ol>
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} isSelected={entry.id === selected} select={select} />
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

type EntryProps = {
  readonly entry: JournalEntry;
  readonly isSelected: boolean;
  readonly select: (selection: Selection) => void;
};

const Entry = memo(
  ({ entry, isSelected, select }: EntryProps) => (
    <li className={styles.row} data-selected={isSelected || undefined}>
      <button
        type="button"
        className={`${styles.pick} ${styles.entry}`}
        aria-pressed={isSelected}
        onClick={() => select({ kind: 'entry', id: entry.id })}
      >
        <StateShape shape={shapes[entry.tone]} />
        <time title={sayExactly(entry.at)}>{sayTime(entry.at)}</time>
        <span>{entry.text}</span>
      </button>
    </li>
  ),
  (one, other) =>
    one.entry.id === other.entry.id &&
    one.entry.count === other.entry.count &&
    one.entry.text === other.entry.text &&
    one.isSelected === other.isSelected,
);
