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
          {sayPolicy(policy, now).join(' · ')}{' '}
          <EditPolicy policy={policy} className={controls.quiet}>
            {texts.policies.editShort}
          </EditPolicy>
        </p>
      )}
      {policy && <Faults policy={policy} />}
    </header>
  );
}

export function IdlePolicy({ policy, now }: { readonly policy: SnapshotPolicy; readonly now: Millis }) {
  return (
    <li className={styles.idle} title={policy.traffic} id={policyAnchor(policy.id)} tabIndex={-1}>
      <EditPolicy policy={policy} className={styles.named}>
        {policy.name}
      </EditPolicy>
      <span>{policy.enabled ? sayPolicy(policy, now).join(' · ') : texts.destinations.off}</span>
      <Faults policy={policy} />
    </li>
  );
}

type EditProps = { readonly policy: SnapshotPolicy; readonly className: string | undefined; readonly children: string };

function EditPolicy({ policy: { id, name }, className, children }: EditProps) {
  const { editPolicy } = useLab();
  const label = `${texts.policies.edit} ${name}`;
  return (
    <button type="button" className={className} aria-label={label} title={label} onClick={() => editPolicy(id)}>
      {children}
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
