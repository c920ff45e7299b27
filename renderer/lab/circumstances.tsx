import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { sayUnusual } from '../shared/circumstance-words.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './left.module.css';

const words = texts.conditions;

type Props = { readonly snapshot: Snapshot; readonly onConditions: () => void };

/** Who would be let in without a question, and what else is unlike other days. */
export function Circumstances({ snapshot, onConditions }: Props) {
  const call = useCall();
  const { remembers } = snapshot.browser;
  return (
    <section className={styles.circumstances} aria-label={words.heading}>
      <p>
        {remembers === undefined ? words.remembersNobody : words.remembers(remembers)}
        {remembers !== undefined && (
          <button type="button" className={controls.quiet} onClick={() => void call('browser.forget', {})}>
            {words.forget}
          </button>
        )}
      </p>
      <button type="button" className={controls.quiet} onClick={onConditions}>
        {words.open}
      </button>
      {sayUnusual(snapshot).map((said) => (
        <p key={said} className={styles.unusual}>
          ▲ {said}
        </p>
      ))}
    </section>
  );
}
