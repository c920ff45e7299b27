import controls from '../../shared/controls.module.css';
import { texts } from '../../shared/texts.ts';
import type { PolicyEntry } from './drafts.ts';
import styles from './editor.module.css';
import type { PolicyEditor } from './use-policy-editor.ts';

const words = texts.policies;

/** Every policy, by the phase it is asked in, first asked first. */
export function PolicyList({ editor }: { readonly editor: PolicyEditor }) {
  const { entries, fresh, draft, unsaved, choose, begin } = editor;
  const filters = [...new Set(entries.map(({ filter }) => filter))];
  return (
    <nav className={styles.list} aria-label={words.heading}>
      <button type="button" className={controls.button} onClick={begin}>
        {words.add}
      </button>
      {fresh.length > 0 && (
        <ul aria-label={words.fresh}>
          {fresh.map(({ id, policy }) => (
            <Item
              key={id}
              name={policy.name}
              said={words.notSaved}
              isChosen={draft?.id === id}
              isUnsaved
              onChoose={() => choose(id)}
            />
          ))}
        </ul>
      )}
      {filters.map((filter) => (
        <section key={filter}>
          <h3>{words.filters[filter]}</h3>
          <ul>
            {entries
              .filter((entry) => entry.filter === filter)
              .map((entry) => (
                <Item
                  key={entry.id}
                  name={entry.name}
                  said={sayEntry(entry)}
                  isOff={!entry.enabled}
                  isFaulty={entry.faults.length > 0}
                  isChosen={draft?.id === entry.id}
                  isUnsaved={unsaved.has(entry.id)}
                  onChoose={() => choose(entry.id)}
                />
              ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

type ItemProps = {
  readonly name: string;
  readonly said: string;
  readonly isOff?: boolean;
  readonly isFaulty?: boolean;
  readonly isChosen: boolean;
  readonly isUnsaved: boolean;
  readonly onChoose: () => void;
};

function Item({ name, said, isOff = false, isFaulty = false, isChosen, isUnsaved, onChoose }: ItemProps) {
  return (
    <li>
      <button
        type="button"
        className={styles.item}
        aria-current={isChosen || undefined}
        data-off={isOff || undefined}
        onClick={onChoose}
      >
        <span className={styles.itemName}>
          {isFaulty && '▲ '}
          {name}
        </span>
        <span className={styles.itemSaid}>{isUnsaved ? words.unsaved : said}</span>
      </button>
    </li>
  );
}

function sayEntry({ precedence, action, enabled, duration }: PolicyEntry): string {
  const check = duration === undefined ? [] : [duration];
  return [String(precedence), enabled ? (words.actions[action] ?? action) : words.off, ...check].join(' · ');
}
