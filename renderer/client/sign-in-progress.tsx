import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import styles from './client.module.css';

/** How the real client words a failed sign-in is not documented (DOMAIN.md §7 Q14), so it says little. */
export function SignInProgress({ signIn }: { readonly signIn: SignInState }) {
  return (
    <div aria-live="polite" className={styles.progress}>
      <Progress signIn={signIn} />
    </div>
  );
}

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
