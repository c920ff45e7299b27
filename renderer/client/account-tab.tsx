import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import styles from './client.module.css';
import { Facts } from './facts.tsx';
import type { GenerationWords } from './generations.ts';
import type { ClientPlace } from './use-place.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly words: GenerationWords;
  readonly at: ClientPlace;
  readonly signIn: SignInState;
};

export function AccountTab({ snapshot, words, at, signIn }: Props) {
  const { user, environment } = snapshot;
  return (
    <>
      {user ? (
        <Facts
          facts={[
            [texts.client.team, environment.team],
            [texts.client.user, user.email],
          ]}
        />
      ) : (
        <p className={styles.soft}>{texts.client.noTeam}</p>
      )}
      <button
        type="button"
        className={`${controls.button} ${styles.pointable}`}
        data-pointed={at.place.pointer === 'reauthenticate' || undefined}
        disabled={signIn.isOpen}
        onClick={() => signIn.begin(user ? 'settings' : 'enrolment')}
      >
        {user ? words.reauthenticate : words.enrol}
      </button>
      <div aria-live="polite" className={styles.progress}>
        <Progress signIn={signIn} />
      </div>
    </>
  );
}

/** How the real client words a failed sign-in is not documented (DOMAIN.md §7 Q14), so it says little. */
function Progress({ signIn }: { readonly signIn: SignInState }) {
  const { isOpen, address, end, cancel } = signIn;
  if (isOpen) {
    return (
      <>
        <span>{texts.client.waiting}</span>
        {address !== undefined && (
          <a href={address} target="_blank" rel="noopener noreferrer">
            {texts.client.openByHand}
          </a>
        )}
        <button type="button" className={controls.quiet} onClick={cancel}>
          {texts.cancel}
        </button>
      </>
    );
  }
  return end === undefined || end === 'completed' ? null : <span>{texts.client.notCompleted}</span>;
}
