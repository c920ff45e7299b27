import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import client from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { codeShown, panelMenus, wordsOf } from './generations.ts';
import styles from './panel.module.css';
import { SignInProgress } from './sign-in-progress.tsx';

export function PanelHome({ snapshot, signIn }: ClientProps) {
  const call = useCall();
  const { status, generation } = snapshot.client;
  const words = wordsOf(generation);
  const isOff = status === 'Disconnected';
  return (
    <div className={styles.home}>
      <div className={styles.state}>
        <span className={styles.disc} data-status={status} />
        <p className={client.status} aria-live="polite">
          {words.status[status]}
        </p>
        <p className={client.code}>{codeShown(snapshot)}</p>
      </div>
      {snapshot.registration ? (
        <button
          type="button"
          className={`${isOff ? controls.primary : controls.button} ${styles.wide}`}
          onClick={() => void call(isOff ? 'client.connect' : 'client.disconnect', {})}
        >
          {isOff ? panelMenus.connect : panelMenus.disconnect}
        </button>
      ) : (
        <section className={styles.purpose}>
          <p>{panelMenus.purpose}</p>
          <button
            type="button"
            className={`${controls.primary} ${styles.wide}`}
            disabled={signIn.isOpen}
            onClick={() => signIn.begin('enrolment')}
          >
            {words.enrol}
          </button>
          <SignInProgress signIn={signIn} />
        </section>
      )}
    </div>
  );
}
