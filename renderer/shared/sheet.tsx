import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import controls from './controls.module.css';
import styles from './sheet.module.css';
import { texts } from './texts.ts';

type Props = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly size?: 'small' | 'medium' | 'wide' | 'large' | 'whole';
  readonly children: ReactNode;
};

/**
 * A dialog over everything: it keeps the focus in, and gives it back when it closes. Its close button comes last, so
 * that the focus begins with what the dialog is for.
 */
export function Sheet({ title, isOpen, onClose, size = 'medium', children }: Props) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup className={styles.sheet} data-size={size} data-modal>
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
          </header>
          {children}
          <Dialog.Close className={`${controls.quiet} ${styles.close}`}>{texts.close}</Dialog.Close>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
