import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { wordsOf } from './generations.ts';
import { SignInProgress } from './sign-in-progress.tsx';

/** The hint of 2026.6.822 (DOMAIN.md §5.4 fact 19). Its words and its place are the emulator's own. */
export function HomeBanner({ snapshot, at, signIn }: Omit<ClientProps, 'frame'>) {
  const { banner, generation } = snapshot.client;
  if (!banner) return null;
  return (
    <section className={styles.banner} aria-label={texts.client.banner.name}>
      <p>{texts.client.banner.text}</p>
      <div className={styles.bannerActs}>
        <button
          type="button"
          className={`${controls.primary} ${styles.pointable}`}
          data-pointed={at.place.pointer === 'banner' || undefined}
          disabled={signIn.isOpen}
          onClick={() => signIn.begin('settings')}
        >
          {wordsOf(generation).reauthenticate}
        </button>
      </div>
      {at.place.pane === 'home' && <SignInProgress signIn={signIn} />}
    </section>
  );
}
