import { Dialog } from '@base-ui/react/dialog';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './shortcut-list.module.css';

type Props = { readonly isOpen: boolean; readonly onOpen: (isOpen: boolean) => void };

export function ShortcutList({ isOpen, onOpen }: Props) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={`${controls.popup} ${styles.dialog}`}>
          <Dialog.Title className={styles.title}>{texts.shortcuts.heading}</Dialog.Title>
          <dl className={styles.keys}>
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
          <Dialog.Close className={controls.button}>{texts.close}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
