import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import styles from './settings.module.css';

export function RemarkSettings({ remarks }: Pick<Snapshot, 'remarks'>) {
  return (
    <>
      <p className={sheet.soft}>{texts.settings.remarksHint}</p>
      <ul className={styles.rows}>
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </>
  );
}
