import { AboutPane } from './about-pane.tsx';
import styles from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { GearMenu } from './gear-menu.tsx';
import { HomeBanner } from './home-banner.tsx';
import { HomePane } from './home-pane.tsx';
import { PreferencesPane } from './preferences-pane.tsx';

/** Up to 2026.1: a switch, a gear, and windows behind it. */
export function ClassicClient(props: ClientProps) {
  const { snapshot } = props;
  return (
    <>
      <HomeBanner {...props} />
      <HomePane snapshot={snapshot} />
      <footer className={styles.footer}>
        <span className={styles.team}>{snapshot.registration ? snapshot.environment.team : ''}</span>
        <GearMenu {...props} />
      </footer>
      <PreferencesPane {...props} />
      <AboutPane {...props} />
    </>
  );
}
