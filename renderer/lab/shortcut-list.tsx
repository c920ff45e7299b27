import controls from '../shared/controls.module.css';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import styles from './shortcut-list.module.css';

type Props = {
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly onTour: () => void;
};

const { heading, about, timeline, onTimeline } = texts.shortcuts;

export function ShortcutList({ isOpen, onOpen, onTour }: Props) {
  return (
    <Sheet title={heading} isOpen={isOpen} onClose={() => onOpen(false)} size="medium">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: in a small window it scrolls, which must be done by keys as well. */}
      <section className={`${sheet.body} ${styles.lists}`} aria-label={heading} tabIndex={0}>
        <Keys of={about} />
        <section aria-labelledby="timeline-keys">
          <h3 id="timeline-keys">{timeline}</h3>
          <Keys of={onTimeline} />
        </section>
        <p>
          <button
            type="button"
            className={controls.button}
            onClick={() => {
              onOpen(false);
              onTour();
            }}
          >
            {texts.tour.open}
          </button>
        </p>
      </section>
    </Sheet>
  );
}

function Keys({ of }: { readonly of: Readonly<Record<string, string>> }) {
  return (
    <dl className={styles.keys}>
      {Object.entries(of).map(([keys, what]) => (
        <div key={keys}>
          <dt>
            {keys.split(' ').map((key) => (
              <kbd key={key} className={controls.key}>
                {key}
              </kbd>
            ))}
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
