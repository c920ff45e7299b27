import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './client.module.css';

/** A button that the real client has there and that nothing stands behind here. */
export function NotEmulated({ label }: { readonly label: string }) {
  return (
    <p className={styles.absent}>
      <button type="button" className={controls.button} disabled>
        {label}
      </button>
      <span className={styles.small}>{texts.client.notEmulated}</span>
    </p>
  );
}
