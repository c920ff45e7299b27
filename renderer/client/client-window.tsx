import { useRef } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import { AboutPane } from './about-pane.tsx';
import styles from './client.module.css';
import { GearMenu } from './gear-menu.tsx';
import { wordsOf } from './generations.ts';
import { HomePane } from './home-pane.tsx';
import { PreferencesPane } from './preferences-pane.tsx';
import type { ClientPlace } from './use-place.ts';

type Props = { readonly snapshot: Snapshot; readonly at: ClientPlace; readonly signIn: SignInState };

/** The emulated client. It tells what the real one tells and no more: no age, no expiry. */
export function ClientWindow({ snapshot, at, signIn }: Props) {
  const frame = useRef<HTMLElement>(null);
  const words = wordsOf(snapshot.client.generation);
  return (
    <section ref={frame} className={styles.window} aria-label={texts.client.window} id="client" tabIndex={-1}>
      <header className={styles.titleBar}>{texts.product}</header>
      <HomePane snapshot={snapshot} words={words} />
      <footer className={styles.footer}>
        <span className={styles.team}>{snapshot.user ? snapshot.environment.team : ''}</span>
        <GearMenu frame={frame} words={words} at={at} />
      </footer>
      <PreferencesPane frame={frame} snapshot={snapshot} words={words} at={at} signIn={signIn} />
      <AboutPane frame={frame} words={words} at={at} />
    </section>
  );
}
