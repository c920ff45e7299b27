import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import client from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { isSwitchLocked, panelMenus, wordsOf } from './generations.ts';
import styles from './panel.module.css';
import { SignInProgress } from './sign-in-progress.tsx';
import { useShownConnection } from './use-shown-connection.ts';

export function PanelHome({ snapshot, signIn }: ClientProps) {
  const call = useCall();
  const { status, generation } = snapshot.client;
  const words = wordsOf(generation);
  const isOff = status === 'Disconnected';
  const shown = useShownConnection(snapshot);
  const isLocked = isSwitchLocked(snapshot) && !isOff;
  return (
    <div className={styles.home}>
      <div className={styles.state}>
        <span className={styles.disc} data-status={shown.status} />
        <p className={client.status} aria-live="polite">
          {words.status[shown.status]}
        </p>
        <p className={shown.status === 'Connecting' ? client.stage : client.code}>{shown.detail}</p>
      </div>
      {snapshot.registration ? (
        <>
          <button
            type="button"
            className={`${isOff ? controls.primary : controls.button} ${styles.wide}`}
            disabled={isLocked}
            onClick={() => void call(isOff ? 'client.connect' : 'client.disconnect', {})}
          >
            {isOff ? panelMenus.connect : panelMenus.disconnect}
          </button>
          {isLocked && <p className={client.small}>{texts.client.lock.locked}</p>}
        </>
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
