import { texts } from '../shared/texts.ts';
import { panelMenus } from './generations.ts';
import styles from './panel.module.css';
import { parentOf } from './place.ts';
import type { ClientPlace } from './use-place.ts';

type Page = keyof typeof panelMenus.pages;

export function PanelNav({ at }: { readonly at: ClientPlace }) {
  const { pane, pointer } = at.place;
  return (
    <nav className={styles.nav} aria-label={texts.client.pages}>
      {(Object.keys(panelMenus.pages) as Page[]).map((page) => (
        <button
          key={page}
          type="button"
          data-page={page}
          aria-current={page === pane || page === parentOf(pane) ? 'page' : undefined}
          data-pointed={pointer === page || undefined}
          onClick={() => at.move({ to: page })}
        >
          {panelMenus.pages[page]}
        </button>
      ))}
    </nav>
  );
}
