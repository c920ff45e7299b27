import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { sayDay } from '../../app/time/calendar.ts';
import type { JournalEntry } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import styles from './journal.module.css';
import { JournalRow } from './journal-row.tsx';

type Props = {
  readonly total: number;
  /** By how many came before it; absent while it is on its way. */
  readonly entryAt: (rank: number) => JournalEntry | undefined;
  readonly onWant: (first: number, last: number) => void;
  readonly selected: string | undefined;
  readonly onSelect: (entry: JournalEntry) => void;
  readonly count: string;
};

/** Pixels: a sentence over three lines. Each row is measured once it is there. */
const usualHeight = 58;
/** Within so many pixels the list counts as at its top, and new rows come in there. */
const atTop = 4;

/** As many rows as there are in a list of which only those in sight exist. */
export function JournalList({ total, entryAt, onWant, selected, onSelect, count }: Props) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number>();
  const rankAt = (index: number) => total - 1 - index;
  const offset = useRef(0);
  const isAtTop = offset.current <= atTop;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: rankAt,
    overscan: 6,
    rangeExtractor: (range) => {
      const index = active === undefined ? undefined : rankAt(active);
      const inSight = defaultRangeExtractor(range);
      if (index === undefined || index < 0 || inSight.includes(index)) return inSight;
      return [...inSight, index].toSorted((one, other) => one - other);
    },
  });
  const known = useRef(total);
  useLayoutEffect(() => {
    const added = total - known.current;
    known.current = total;
    // Rows that come in above leave what is being read where it is.
    const above = virtual.measurementsCache[added]?.start;
    if (scroller.current !== null && added > 0 && above !== undefined && scroller.current.scrollTop > atTop) {
      scroller.current.scrollTop += above;
    }
  }, [total, virtual]);
  offset.current = virtual.scrollOffset ?? 0;
  const seen = useRef(total);
  if (isAtTop) seen.current = total;

  const { range } = virtual;
  const [newest, oldest] = [rankAt(range?.startIndex ?? 0), rankAt(range?.endIndex ?? 0)];
  useEffect(() => onWant(Math.max(0, oldest - 10), newest + 10), [onWant, oldest, newest]);

  const go = (to: number) => {
    const index = Math.max(0, Math.min(total - 1, to));
    setActive(rankAt(index));
    virtual.scrollToIndex(index, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const index = active === undefined ? undefined : rankAt(active);
    const first = range?.startIndex ?? 0;
    const screen = Math.max(1, (range?.endIndex ?? 0) - first - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index === undefined ? first : index + 1,
      ArrowUp: index === undefined ? first : index - 1,
      PageDown: (index ?? first) + screen,
      PageUp: (index ?? first) - screen,
      Home: 0,
      End: total - 1,
    };
    const to = moves[event.key];
    const entry = active === undefined ? undefined : entryAt(active);
    if (to !== undefined) go(to);
    else if ((event.key === 'Enter' || event.key === ' ') && entry !== undefined) onSelect(entry);
    else return;
    event.preventDefault();
  };

  const top = entryAt(rankAt(range?.startIndex ?? 0));
  const fresh = total - seen.current;
  return (
    <>
      <div className={styles.where}>
        <span>{top && sayDay(top.at)}</span>
        {fresh > 0 && (
          <button type="button" className={styles.fresh} onClick={() => virtual.scrollToOffset(0)}>
            {texts.journal.fresh(fresh)}
          </button>
        )}
        <span role="status">{count}</span>
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        role="listbox"
        tabIndex={0}
        aria-labelledby="journal"
        aria-activedescendant={active === undefined ? undefined : `${id}${active}`}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const rank = rankAt(index);
            const entry = entryAt(rank);
            return (
              <JournalRow
                key={rank}
                id={`${id}${rank}`}
                index={index}
                total={total}
                start={start}
                entry={entry}
                day={dayAbove(entry, index === 0 ? entry : entryAt(rank + 1))}
                isSelected={entry !== undefined && entry.id === selected}
                isActive={rank === active}
                measure={virtual.measureElement}
                onPick={(picked) => {
                  setActive(rank);
                  onSelect(picked);
                }}
              />
            );
          })}
        </div>
      </div>
    </>
  );
}

/** The day that begins to be told with this entry, when the one above it is of another. */
function dayAbove(entry: JournalEntry | undefined, above: JournalEntry | undefined): string | undefined {
  if (entry === undefined || above === undefined) return undefined;
  const day = sayDay(entry.at);
  return day === sayDay(above.at) ? undefined : day;
}
