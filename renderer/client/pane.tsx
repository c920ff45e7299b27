import { Dialog } from '@base-ui/react/dialog';
import { type ReactNode, type RefObject, useRef } from 'react';
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
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()} modal={false} disablePointerDismissal>
      <Dialog.Portal container={frame}>
        <Dialog.Popup ref={popup} className={styles.pane} initialFocus={() => firstTab(popup.current)}>
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

/** Whoever opens a window with tabs goes on with them, not with its close button. */
function firstTab(popup: HTMLElement | null): HTMLElement | true {
  return popup?.querySelector<HTMLElement>('[role=tab][aria-selected=true]') ?? true;
}
