import type { Millis } from '../../app/time/instant.ts';
import { numberOf } from '../../app/view/number-of.ts';
import type { SnapshotPolicy } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import type { Group } from './grouping.ts';
import { useLab } from './lab-context.tsx';
import styles from './lists.module.css';
import { sayPolicy } from './policy-words.ts';
import { policyAnchor } from './use-show-policy.ts';

export function PolicyHead({ group, now }: { readonly group: Group; readonly now: Millis }) {
  const { name, policy, destinations } = group;
  if (name === undefined) return <h3>{texts.destinations.unchecked}</h3>;
  return (
    <header className={styles.head}>
      <div className={styles.headLine}>
        <h3 title={policy?.traffic} id={policyAnchor(group.id)} tabIndex={-1}>
          {name}
        </h3>
        <p>{`decides ${numberOf(destinations.length, 'destination', 'destinations')}`}</p>
      </div>
      {policy && (
        <p>
          {sayPolicy(policy, now).join(' · ')} <EditPolicy policy={policy} />
        </p>
      )}
      {policy && <Faults policy={policy} />}
    </header>
  );
}

export function IdlePolicy({ policy, now }: { readonly policy: SnapshotPolicy; readonly now: Millis }) {
  return (
    <li className={styles.idle} title={policy.traffic} id={policyAnchor(policy.id)} tabIndex={-1}>
      <span>{policy.name}</span>
      <span>{policy.enabled ? sayPolicy(policy, now).join(' · ') : texts.destinations.off}</span>
      <Faults policy={policy} />
    </li>
  );
}

function EditPolicy({ policy: { id, name } }: { readonly policy: SnapshotPolicy }) {
  const { editPolicy } = useLab();
  const label = `${texts.policies.edit} ${name}`;
  return (
    <button type="button" className={controls.quiet} aria-label={label} onClick={() => editPolicy(id)}>
      {texts.policies.editShort}
    </button>
  );
}

function Faults({ policy }: { readonly policy: SnapshotPolicy }) {
  return policy.faults.map((fault) => (
    <p key={fault} className={styles.fault}>
      ▲ {fault}
    </p>
  ));
}
