import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { sayWayIn } from '../../app/view/way-in.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { useStoredFlag } from '../shared/use-stored.ts';
import styles from './sentence.module.css';
import { walkStep } from './walk.ts';

type Props = { readonly snapshot: Snapshot; readonly now: Millis; readonly onTour: () => void };

/** What a newcomer does first; dismissed once, it stays away. */
export function FirstWalk({ snapshot, now, onTour }: Props) {
  const [isDismissed, setDismissed] = useStoredFlag('first-walk-dismissed');
  if (isDismissed) return null;
  const step = walkStep(snapshot, now);
  return (
    <section className={styles.walk} aria-label={texts.walk.heading}>
      {step === 3 ? (
        <p>{texts.walk.done}</p>
      ) : (
        <ol>
          {texts.walk.steps(sayWayIn(snapshot.client.generation)).map((text, at) => (
            <li key={text} aria-current={at === step ? 'step' : undefined} data-done={at < step || undefined}>
              <span className={styles.number}>{at < step ? '✓' : at + 1}</span>
              {text}
            </li>
          ))}
        </ol>
      )}
      <button type="button" className={controls.quiet} aria-label={texts.tour.open} onClick={onTour}>
        {texts.tour.short}
      </button>
      <button
        type="button"
        className={controls.quiet}
        aria-label={texts.walk.dismiss}
        onClick={() => setDismissed(true)}
      >
        ✕
      </button>
    </section>
  );
}
