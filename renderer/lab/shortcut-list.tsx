import controls from '../shared/controls.module.css';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import styles from './shortcut-list.module.css';

type Props = { readonly isOpen: boolean; readonly onOpen: (isOpen: boolean) => void };

export function ShortcutList({ isOpen, onOpen }: Props) {
  return (
    <Sheet title={texts.shortcuts.heading} isOpen={isOpen} onClose={() => onOpen(false)} size="small">
      <dl className={`${sheet.body} ${styles.keys}`}>
        {Object.entries(texts.shortcuts.about).map(([keys, what]) => (
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
    </Sheet>
  );
}
