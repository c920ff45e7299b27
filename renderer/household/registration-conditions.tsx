import type { MethodName } from '../../app/bridge/contract.ts';
import { sayAgo } from '../../app/time/span.ts';
import { mayLogOut } from '../../app/view/act.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import styles from './condition.module.css';

const words = texts.conditions;

type Props = { readonly snapshot: Snapshot; readonly signIn: SignInState };

/** Whose device it is, and what its user and an administrator may do about that. */
export function RegistrationConditions({ snapshot, signIn }: Props) {
  const { registration, session } = snapshot;
  if (!registration) {
    return (
      <>
        <p>{words.notEnrolled}</p>
        <button
          type="button"
          className={controls.button}
          disabled={signIn.isOpen}
          onClick={() => signIn.begin('enrolment')}
        >
          {words.acts.enrol}
        </button>
      </>
    );
  }
  const isActive = registration.status === 'active';
  const mayLeave = mayLogOut(snapshot);
  return (
    <>
      <p>{sayRegistration(snapshot)}</p>
      <div className={styles.line}>
        <span className={styles.who}>{words.user}</span>
        {mayLeave ? <Act method="registration.log-out" label={words.acts.logOut} /> : <span>{words.mayNotLeave}</span>}
      </div>
      <div className={styles.line}>
        <span className={styles.who}>{words.administrator}</span>
        {session && session.staleSince === undefined && (
          <Act method="registration.force-reauth" label={words.acts.force} />
        )}
        {isActive && <Act method="registration.revoke" label={words.acts.revoke} />}
        <Act method="registration.delete" label={words.acts.remove} />
      </div>
    </>
  );
}

type RegistrationAct = Extract<MethodName, `registration.${string}`>;

function Act({
  method,
  label,
}: {
  readonly method: Exclude<RegistrationAct, 'registration.show'>;
  readonly label: string;
}) {
  const call = useCall();
  return (
    <button type="button" className={controls.button} onClick={() => void call(method, {})}>
      {label}
    </button>
  );
}

function sayRegistration({ registration, user, session, clock }: Snapshot): string {
  if (!registration) return words.notEnrolled;
  const { enrolment, address, status } = registration;
  const whose = user === undefined ? '' : ` to ${user.email}`;
  const stale = session?.staleSince === undefined ? '' : ` ${words.stale(sayAgo(clock.now - session.staleSince))}`;
  return `Registered${whose}, ${words.registered[enrolment]}, with the address ${address}. ${words.status[status]}${stale}`;
}
