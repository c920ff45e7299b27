import styles from './busy-line.module.css';
import { useIsBusy } from './connection-context.tsx';
import { texts } from './texts.ts';

/** Shows that the emulator still works on what was asked. */
export function BusyLine() {
  const isBusy = useIsBusy();
  return (
    <div role="status" className={styles.line} data-busy={isBusy || undefined}>
      {isBusy && <span>{texts.working}</span>}
    </div>
  );
}
