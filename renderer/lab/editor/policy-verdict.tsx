import type { Millis } from '../../../app/time/instant.ts';
import { Pick } from '../../shared/pick.tsx';
import { WithSpans } from '../../shared/spans.tsx';
import { StateShape } from '../../shared/state-shape.tsx';
import { texts } from '../../shared/texts.ts';
import { type Against, keyOfPlace, type Place } from './drafts.ts';
import styles from './editor.module.css';
import { sayAlone, saySession, sayTaker, type Trial } from './trial-words.ts';

const words = texts.policies;

type Props = {
  readonly id: string;
  readonly places: readonly Place[];
  readonly against: Against | undefined;
  readonly trial: Trial | undefined;
  readonly now: Millis;
  readonly onAgainst: (against: Against) => void;
};

/** What the policy as a whole does with an attempt at one destination, were it in force now. */
export function PolicyVerdict({ id, places, against, trial, now, onAgainst }: Props) {
  const outcome = trial?.against;
  const options = Object.fromEntries(places.map((place) => [keyOfPlace(place), keyOfPlace(place)]));
  if (against === undefined) return <p className={styles.soft}>{words.noPlaces}</p>;
  const pick = (key: string) => {
    const place = places.find((one) => keyOfPlace(one) === key);
    if (place) onAgainst({ destination: place.destination, port: place.port });
  };
  return (
    <section className={styles.verdict} aria-label={words.against}>
      <Pick label={words.against} value={keyOfPlace(against)} options={options} onPick={pick} />
      {outcome && (
        <div className={styles.outcome} aria-live="polite">
          <p>
            {sayAlone(outcome)} {sayTaker(outcome, id)}
          </p>
          <p className={styles.summary}>
            <StateShape shape={outcome.class === 'none' ? (outcome.checked ? 'answers' : 'unchecked') : 'dead'} />
            <span>
              <WithSpans text={outcome.summary} /> {saySession(outcome, now)}
            </span>
          </p>
        </div>
      )}
    </section>
  );
}
