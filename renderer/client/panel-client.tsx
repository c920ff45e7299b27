import type { ClientProps } from './client-props.ts';
import { HomeBanner } from './home-banner.tsx';
import styles from './panel.module.css';
import { PanelHome } from './panel-home.tsx';
import { PanelNav } from './panel-nav.tsx';
import { PanelPage } from './panel-page.tsx';
import type { PaneId } from './place.ts';

/** From 2026.2 on: one window, with pages instead of windows behind a gear. How they are laid out is the emulator's own. */
export function PanelClient(props: ClientProps) {
  const { pane } = props.at.place;
  const isHome = pane === 'home' || pane === 'preferences';
  const goTo = (next: PaneId) => {
    props.at.move({ to: next });
    // The page that goes takes the focus with it; it comes back to where it came from.
    if (next === 'home') props.frame.current?.querySelector<HTMLElement>(`[data-page=${pane}]`)?.focus();
  };
  return (
    <>
      <div className={styles.page}>
        {isHome ? (
          <>
            <HomeBanner {...props} />
            <PanelHome {...props} />
          </>
        ) : (
          <PanelPage key={pane} pane={pane} goTo={goTo} {...props} />
        )}
      </div>
      <PanelNav at={props.at} />
    </>
  );
}
