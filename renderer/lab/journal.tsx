import type { JournalEntry, Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './journal.module.css';
import { everything, isNarrowed } from './journal-filter.ts';
import { JournalFilters } from './journal-filters.tsx';
import { JournalList } from './journal-list.tsx';
import type { JournalView } from './journal-pages.ts';
import { useLab } from './lab-context.tsx';
import { ListHead } from './list-head.tsx';
import lists from './lists.module.css';
import { useJournal } from './use-journal.ts';

const words = texts.journal;

type Props = { readonly snapshot: Snapshot; readonly onRuns: () => void; readonly onFlows: () => void };

/** What happened since the run began, newest on top. */
export function Journal({ snapshot, onRuns, onFlows }: Props) {
  const { selection, select } = useLab();
  const [view, pages] = useJournal(snapshot.revision, snapshot.run.id);
  const { filter, fault } = view;
  const { total, entryAt } = inSight(view, snapshot);
  const selected = selection?.kind === 'entry' ? selection.id : undefined;
  return (
    <section className={`${lists.list} ${styles.journal}`} aria-labelledby="journal">
      <ListHead id="journal" heading={words.heading} act={texts.runs.openSheet} onAct={onRuns}>
        <button type="button" className={controls.quiet} onClick={onFlows}>
          {texts.flows.open}
          {snapshot.flows.total > 0 && <span className={lists.count}>{snapshot.flows.total}</span>}
        </button>
      </ListHead>
      <JournalFilters filter={filter} onFilter={pages.narrow} />
      {total === 0 && view.unread === 0 ? (
        <p className={styles.none}>{isNarrowed(view.shown ?? everything) ? words.nothingFits : words.none}</p>
      ) : (
        <JournalList
          key={`${snapshot.run.id} ${JSON.stringify(view.shown)}`}
          total={total}
          entryAt={entryAt}
          onWant={pages.want}
          selected={selected}
          onSelect={({ id, at, text, type }) => {
            select({ kind: 'entry', id, told: { at, text, isAttempt: type.endsWith('-decided') } });
          }}
          count={fault ?? countOf(view, total)}
        />
      )}
    </section>
  );
}

/** Until the journal was read, the latest entries, which every snapshot carries. */
function inSight(
  { shown, total, unread, entries }: JournalView,
  { journal }: Snapshot,
): { readonly total: number; entryAt(rank: number): JournalEntry | undefined } {
  const isRead = total !== undefined && (unread === 0 || isNarrowed(shown ?? everything));
  if (isRead) return { total, entryAt: (rank) => entries.get(rank) };
  return { total: journal.length, entryAt: (rank) => journal[rank] };
}

function countOf({ shown = everything, of, unread, total }: JournalView, inSight: number): string {
  if (total === undefined) return '';
  if (unread > 0) return words.reading(Math.floor((100 * of) / (of + unread)));
  return isNarrowed(shown) ? words.found(inSight, of) : words.total(inSight);
}
