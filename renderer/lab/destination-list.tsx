import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import { DestinationRow } from './destination-row.tsx';
import { groupingOf } from './grouping.ts';
import styles from './lists.module.css';
import { NameRow } from './name-row.tsx';
import { IdlePolicy, PolicyHead } from './policy-head.tsx';

/** What can be reached, under the policy that decides it. */
export function DestinationList({ snapshot, now }: { readonly snapshot: Snapshot; readonly now: Millis }) {
  const { groups, idle } = groupingOf(snapshot);
  return (
    <section className={styles.list} aria-labelledby="destinations" id="destinations-list">
      <h2 id="destinations" tabIndex={-1}>
        {texts.destinations.heading}
      </h2>
      {groups.map((group) => (
        <section key={group.id} className={styles.group}>
          <PolicyHead group={group} now={now} />
          <ul>
            {group.destinations.map((destination) => (
              <DestinationRow key={destination.name} snapshot={snapshot} destination={destination} now={now} />
            ))}
          </ul>
        </section>
      ))}
      {snapshot.names.length > 0 && (
        <section className={styles.group}>
          <h3>{texts.destinations.names}</h3>
          <ul>
            {snapshot.names.map((name) => (
              <NameRow key={name.suffix} snapshot={snapshot} name={name} now={now} />
            ))}
          </ul>
        </section>
      )}
      {idle.length > 0 && (
        <section className={styles.group}>
          <h3>{texts.destinations.idle}</h3>
          <ul>
            {idle.map((policy) => (
              <IdlePolicy key={policy.id} policy={policy} now={now} />
            ))}
          </ul>
        </section>
      )}
    </section>
  );
}
