import { Tabs } from '@base-ui/react/tabs';
import type { RefObject } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import { AccountTab } from './account-tab.tsx';
import styles from './client.module.css';
import { Facts } from './facts.tsx';
import { type GenerationWords, systems, type TabId } from './generations.ts';
import { Pane } from './pane.tsx';
import type { ClientPlace } from './use-place.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly words: GenerationWords;
  readonly at: ClientPlace;
  readonly signIn: SignInState;
};

export function PreferencesPane({ frame, ...rest }: Props & { readonly frame: RefObject<HTMLElement | null> }) {
  const { words, at } = rest;
  const { place, move } = at;
  return (
    <Pane
      title={words.preferences}
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
          {words.tabs.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id} className={styles.tab} data-pointed={place.pointer === id || undefined}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {words.tabs.map(({ id }) => (
          <Tabs.Panel key={id} value={id} className={styles.tabPanel}>
            <TabContent id={id} {...rest} />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </Pane>
  );
}

function TabContent({ id, ...rest }: Props & { readonly id: TabId }) {
  const { client } = rest.snapshot;
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
      return <Facts facts={[[texts.client.mode, rest.words.modes[client.mode]]]} />;
    case 'account':
      return <AccountTab {...rest} />;
    case 'advanced':
      return <p className={styles.soft}>{texts.client.nothingAdvanced}</p>;
  }
}
