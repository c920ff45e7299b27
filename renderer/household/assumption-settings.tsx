import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import styles from './settings.module.css';

export function AssumptionSettings({ assumptions }: Pick<Snapshot, 'assumptions'>) {
  return (
    <>
      <p className={sheet.soft}>{texts.settings.assumptionsHint}</p>
      <ul className={styles.rows}>
        {assumptions.map(({ key, value, text }) => (
          <li key={key} title={`${key}: ${value}`}>
            <span className={styles.badge}>{texts.settings.assumed}</span> {text}
          </li>
        ))}
      </ul>
    </>
  );
}
