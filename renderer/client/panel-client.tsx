import { type RefObject, useEffect, useRef } from 'react';
import type { ClientProps } from './client-props.ts';
import { HomeBanner } from './home-banner.tsx';
import styles from './panel.module.css';
import { PanelHome } from './panel-home.tsx';
import { PanelNav } from './panel-nav.tsx';
import { PanelPage } from './panel-page.tsx';
import { type PaneId, parentOf } from './place.ts';

/** From 2026.2 on: one window, with pages instead of windows behind a gear. How they are laid out is the emulator's own. */
export function PanelClient(props: ClientProps) {
  const { pane } = props.at.place;
  const isHome = pane === 'home' || pane === 'preferences';
  useReturningFocus(props.frame, pane);
  return (
    <>
      <div className={styles.page}>
        {isHome ? (
          <>
            <HomeBanner {...props} />
            <PanelHome {...props} />
          </>
        ) : (
          <PanelPage key={pane} pane={pane} {...props} />
        )}
      </div>
      <PanelNav at={props.at} />
    </>
  );
}

/** A page that goes takes the focus with it; on the home screen it is back at the page's button. */
function useReturningFocus(frame: RefObject<HTMLElement | null>, pane: PaneId): void {
  const before = useRef<PaneId>(pane);
  useEffect(() => {
    const last = before.current;
    before.current = pane;
    if (pane !== 'home' || last === 'home' || document.activeElement !== document.body) return;
    const page = parentOf(last) === 'home' ? last : parentOf(last);
    frame.current?.querySelector<HTMLElement>(`[data-page=${page}]`)?.focus();
  }, [frame, pane]);
}
