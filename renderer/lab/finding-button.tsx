import { sayFindings } from '../../app/view/say-findings.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './lists.module.css';

type Props = { readonly findings: Snapshot['findings']; readonly onOpen: () => void };

/** Stands there only when there is something to look at. */
export function FindingButton({ findings, onOpen }: Props) {
  const { errors, warnings } = findings;
  if (errors + warnings === 0) return null;
  return (
    <button type="button" className={controls.quiet} onClick={onOpen} title={sayFindings(findings)}>
      {texts.findings.open}
      <span className={styles.count} data-tone={errors > 0 ? 'bad' : undefined}>
        {errors + warnings}
      </span>
    </button>
  );
}
