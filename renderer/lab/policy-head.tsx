import type { Millis } from '../../app/time/instant.ts';
import { sayToMinute } from '../../app/view/sentence.ts';
import { sayExactly, sayLeft } from '../shared/format.ts';
import { texts } from '../shared/texts.ts';
import type { Group, SnapshotPolicy } from './grouping.ts';
import styles from './lists.module.css';

export function PolicyHead({ group, now }: { readonly group: Group; readonly now: Millis }) {
  const { name, policy, destinations } = group;
  if (name === undefined) return <h3>{texts.destinations.unchecked}</h3>;
  const count = destinations.length;
  return (
    <header className={styles.head}>
      <h3 title={policy?.traffic}>{name}</h3>
      <p>
        {[
          ...(policy ? sayPolicy(policy, now) : []),
          `decides ${count} ${count === 1 ? 'destination' : 'destinations'}`,
        ].join(' · ')}
      </p>
      {policy && <Faults policy={policy} />}
    </header>
  );
}

export function IdlePolicy({ policy, now }: { readonly policy: SnapshotPolicy; readonly now: Millis }) {
  return (
    <li className={styles.idle} title={policy.traffic}>
      <span>{policy.name}</span>
      <span>{policy.enabled ? sayPolicy(policy, now).join(' · ') : texts.destinations.off}</span>
      <Faults policy={policy} />
    </li>
  );
}

function Faults({ policy }: { readonly policy: SnapshotPolicy }) {
  return policy.faults.map((fault) => (
    <p key={fault} className={styles.fault}>
      ▲ {fault}
    </p>
  ));
}

export function sayPolicy({ action, duration, expiresAt }: SnapshotPolicy, now: Millis): string[] {
  const does = action.charAt(0).toUpperCase() + action.slice(1);
  if (duration === undefined) return [does, 'no session check'];
  const limit = `limit ${sayToMinute(duration)}`;
  if (expiresAt === undefined) return [does, limit];
  return [
    does,
    limit,
    expiresAt <= now ? `expired ${sayToMinute(now - expiresAt)} ago` : `${sayLeft(expiresAt - now)} left`,
  ];
}

export const sayExpiry = (at: Millis, now: Millis) => `${at <= now ? 'Expired' : 'Expires'} ${sayExactly(at)}`;
