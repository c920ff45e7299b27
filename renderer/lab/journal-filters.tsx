import { Menu } from '@base-ui/react/menu';
import { useRef } from 'react';
import { journalKinds } from '../../app/view/journal-kinds.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './journal.module.css';
import { everything, isNarrowed, type JournalFilter, sayKinds, toggleKind } from './journal-filter.ts';

const words = texts.journal;

type Props = { readonly filter: JournalFilter; readonly onFilter: (filter: JournalFilter) => void };

/** Narrows the journal by words and by kinds. */
export function JournalFilters({ filter, onFilter }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const frame = useRef<HTMLElement>(null);
  return (
    <search ref={frame} className={styles.filters}>
      <input
        ref={field}
        type="search"
        className={`${controls.input} ${styles.find}`}
        aria-label={words.findHint}
        title={words.findHint}
        placeholder={words.find}
        value={filter.text}
        maxLength={200}
        onChange={(event) => onFilter({ ...filter, text: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && filter.text !== '') onFilter({ ...filter, text: '' });
        }}
      />
      <Menu.Root modal={false}>
        <Menu.Trigger
          className={`${controls.button} ${styles.kinds}`}
          data-narrowed={filter.kinds.length > 0 || undefined}
        >
          {sayKinds(filter)} ▾
        </Menu.Trigger>
        {/* Beside its button, so that it stands in the same part of the page for a screen reader. */}
        <Menu.Portal container={frame}>
          <Menu.Positioner className={controls.above} align="end" sideOffset={4} positionMethod="fixed">
            <Menu.Popup className={controls.menu}>
              {journalKinds.map((kind) => (
                <Menu.CheckboxItem
                  key={kind}
                  className={`${controls.item} ${styles.kind}`}
                  checked={filter.kinds.includes(kind)}
                  closeOnClick={false}
                  onCheckedChange={() => onFilter(toggleKind(filter, kind))}
                >
                  <span className={styles.tick}>
                    <Menu.CheckboxItemIndicator>✓</Menu.CheckboxItemIndicator>
                  </span>
                  {words.kinds[kind]}
                </Menu.CheckboxItem>
              ))}
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {isNarrowed(filter) && (
        <button
          type="button"
          className={controls.quiet}
          onClick={() => {
            // The button goes, and the focus must not.
            field.current?.focus();
            onFilter(everything);
          }}
        >
          {words.clear}
        </button>
      )}
    </search>
  );
}
