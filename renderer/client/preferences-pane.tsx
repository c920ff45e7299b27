import { Tabs } from '@base-ui/react/tabs';
import { texts } from '../shared/texts.ts';
import { AccountDetails } from './account-details.tsx';
import { AdminCode } from './admin-code.tsx';
import styles from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { Facts } from './facts.tsx';
import { classicMenus, systems, type TabId, wordsOf } from './generations.ts';
import { NotEmulated } from './not-emulated.tsx';
import { Pane } from './pane.tsx';

export function PreferencesPane({ frame, ...rest }: ClientProps) {
  const { place, move } = rest.at;
  return (
    <Pane
      title={classicMenus.preferences}
      isOpen={place.pane === 'preferences'}
      frame={frame}
      onClose={() => move({ to: 'home' })}
    >
      <Tabs.Root
        className={styles.tabs}
        value={place.tab}
        onValueChange={(tab: TabId) => tab !== place.tab && move({ to: 'tab', tab })}
      >
        <Tabs.List className={styles.tabList} activateOnFocus>
          {classicMenus.tabs.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id} className={styles.tab} data-pointed={place.pointer === id || undefined}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {classicMenus.tabs.map(({ id }) => (
          <Tabs.Panel key={id} value={id} className={styles.tabPanel}>
            <TabContent id={id} {...rest} />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </Pane>
  );
}

function TabContent({ id, ...rest }: Omit<ClientProps, 'frame'> & { readonly id: TabId }) {
  const { client } = rest.snapshot;
  const words = wordsOf(client.generation);
  switch (id) {
    case 'general':
      return (
        <Facts
          facts={[
            [texts.client.version, client.version],
            [texts.client.system, systems[client.os]],
          ]}
        />
      );
    case 'connection':
      return (
        <>
          <Facts facts={[[texts.client.mode, words.modes[client.mode]]]} />
          <NotEmulated label={words.resetKeys} />
        </>
      );
    case 'account':
      return <AccountDetails {...rest} />;
    case 'advanced':
      return <AdminCode snapshot={rest.snapshot} />;
  }
}
