import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { DestinationRow } from './destination-row.tsx';
import { FindingButton } from './finding-button.tsx';
import { groupingOf } from './grouping.ts';
import { ListHead } from './list-head.tsx';
import styles from './lists.module.css';
import { NameRow } from './name-row.tsx';
import { IdlePolicy, PolicyHead } from './policy-head.tsx';

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly onDesigns: () => void;
  readonly onFindings: () => void;
  readonly onPolicies: () => void;
};

/** What can be reached, under the policy that decides it. */
export function DestinationList({ snapshot, now, onDesigns, onFindings, onPolicies }: Props) {
  const { groups, idle } = groupingOf(snapshot);
  return (
    <section className={styles.list} aria-labelledby="destinations" id="destinations-list">
      <ListHead id="destinations" heading={texts.destinations.heading} act={texts.designs.open} onAct={onDesigns}>
        <FindingButton findings={snapshot.findings} onOpen={onFindings} />
      </ListHead>
      {snapshot.destinations.total === 0 && <p className={styles.soft}>{texts.destinations.none}</p>}
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
      <section className={styles.group}>
        <header className={styles.idleHead}>
          <h3>{idle.length > 0 ? texts.destinations.idle : texts.policies.heading}</h3>
          <button type="button" className={controls.quiet} onClick={onPolicies}>
            {texts.policies.open}
          </button>
        </header>
        <ul>
          {idle.map((policy) => (
            <IdlePolicy key={policy.id} policy={policy} now={now} />
          ))}
        </ul>
      </section>
    </section>
  );
}
