import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode, RefObject } from 'react';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './client.module.css';

type Props = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly frame: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A window of the client over its home; the lab around it stays usable. */
export function Pane({ title, isOpen, frame, onClose, children }: Props) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()} modal={false} disablePointerDismissal>
      <Dialog.Portal container={frame}>
        <Dialog.Popup className={styles.pane}>
          <header className={styles.paneHead}>
            <Dialog.Title className={styles.paneTitle}>{title}</Dialog.Title>
            <Dialog.Close className={controls.quiet}>{texts.close}</Dialog.Close>
          </header>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
