import { Popover } from '@base-ui/react/popover';
import styles from './badge.module.css';
import controls from './controls.module.css';

/** Marks what no document settles, and says on a click what that is. */
export function Badge({ label, about }: { readonly label: string; readonly about: string }) {
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.badge} title={about}>
        {label}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={controls.above} sideOffset={6} align="end">
          <Popover.Popup className={`${controls.popup} ${styles.about}`} aria-label={label}>
            {about}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
