import { Menu } from '@base-ui/react/menu';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { classicMenus, wordsOf } from './generations.ts';

export function GearMenu({ frame, snapshot, at }: ClientProps) {
  const { place, move } = at;
  return (
    <Menu.Root open={place.isMenuOpen} onOpenChange={(open) => move({ to: 'menu', open })} modal={false}>
      <Menu.Trigger
        className={styles.gear}
        aria-label={classicMenus.gear}
        data-pointed={place.pointer === 'gear' || undefined}
      >
        <GearIcon />
      </Menu.Trigger>
      <Menu.Portal container={frame}>
        <Menu.Positioner className={controls.above} side="top" align="end" sideOffset={4}>
          <Menu.Popup className={controls.menu}>
            <Menu.Item
              className={`${controls.item} ${styles.pointable}`}
              data-pointed={place.pointer === 'preferences' || undefined}
              onClick={() => move({ to: 'preferences' })}
            >
              {classicMenus.preferences}
            </Menu.Item>
            <Menu.Item className={controls.item} disabled title={texts.client.notEmulated}>
              {classicMenus.localNetwork}
            </Menu.Item>
            <Menu.Item className={controls.item} onClick={() => move({ to: 'about' })}>
              {wordsOf(snapshot.client.generation).about}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function GearIcon() {
  return (
    <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor">
      <circle cx="10" cy="10" r="2.6" strokeWidth="1.5" />
      <circle cx="10" cy="10" r="5.4" strokeWidth="1.5" />
      <circle cx="10" cy="10" r="7.2" strokeWidth="2.4" strokeDasharray="2.83 2.83" />
    </svg>
  );
}
