import { mayLogOut } from '../../app/view/act.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { Facts } from './facts.tsx';
import { wordsOf } from './generations.ts';
import { SignInProgress } from './sign-in-progress.tsx';

/** Who the device belongs to, and the ways in and out that the registration allows (DOMAIN.md §5.4 fact 25). */
export function AccountDetails({ snapshot, at, signIn }: Omit<ClientProps, 'frame'>) {
  const call = useCall();
  const { user, environment, registration, client } = snapshot;
  const words = wordsOf(client.generation);
  const logOut = async () => {
    if (await call('registration.log-out', {})) at.move({ to: 'home' });
  };
  if (!registration) {
    return (
      <>
        <p className={styles.soft}>{texts.client.noTeam}</p>
        <button
          type="button"
          className={controls.button}
          disabled={signIn.isOpen}
          onClick={() => signIn.begin('enrolment')}
        >
          {words.enrol}
        </button>
        <SignInProgress signIn={signIn} />
      </>
    );
  }
  return (
    <>
      <Facts
        facts={[
          [texts.client.team, environment.team],
          [texts.client.user, user?.email ?? texts.client.noUser],
        ]}
      />
      <div className={styles.ways}>
        {user && (
          <button
            type="button"
            className={`${controls.button} ${styles.pointable}`}
            data-pointed={at.place.pointer === 'reauthenticate' || undefined}
            disabled={signIn.isOpen}
            onClick={() => signIn.begin('settings')}
          >
            {words.reauthenticate}
          </button>
        )}
        {mayLogOut(snapshot) && (
          <button type="button" className={controls.button} onClick={() => void logOut()}>
            {words.logOut}
          </button>
        )}
      </div>
      <SignInProgress signIn={signIn} />
    </>
  );
}
