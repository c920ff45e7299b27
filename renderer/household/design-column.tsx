import type { ReactNode } from 'react';
import type { Millis } from '../../app/time/instant.ts';
import { WithSpans } from '../shared/spans.tsx';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import styles from './design.module.css';
import { DesignFigure } from './design-figure.tsx';
import type { Lane } from './design-lane.ts';

const words = texts.designs;

type Props = {
  readonly kicker: string;
  readonly lane: Lane;
  readonly ageTo: Millis;
  readonly children: ReactNode;
};

/** One design: its point, its stair, and which things die at which age. */
export function DesignColumn({ kicker, lane, ageTo, children }: Props) {
  return (
    <section className={styles.column} aria-label={`${kicker}: ${lane.name}`}>
      <p className={styles.kicker}>
        {kicker}: <strong>{lane.name}</strong>
      </p>
      <h3 className={styles.headline}>
        <WithSpans text={lane.headline} />
      </h3>
      <DesignFigure lane={lane} ageTo={ageTo} />
      <dl className={styles.steps}>
        {lane.steps.map(({ age, said, policies, dying }) => (
          <div key={age}>
            <dt>{words.after(said)}</dt>
            <dd>
              <StateShape shape="dead" />
              <span>
                {dying.join(', ')}
                <span className={styles.policies}>{policies.map((policy) => `“${policy}”`).join(', ')}</span>
              </span>
            </dd>
          </div>
        ))}
        <div>
          <dt>{words.never}</dt>
          <dd>
            <StateShape shape="answers" />
            <span>{lane.never.length === 0 ? words.nothing : lane.never.join(', ')}</span>
          </dd>
        </div>
      </dl>
      <div className={styles.acts}>{children}</div>
    </section>
  );
}
