import { type ReactNode, useEffect, useRef } from 'react';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { AccountDetails } from './account-details.tsx';
import { AdminCode } from './admin-code.tsx';
import client from './client.module.css';
import type { ClientProps } from './client-props.ts';
import { Facts } from './facts.tsx';
import { panelMenus, systems, wordsOf } from './generations.ts';
import { NotEmulated } from './not-emulated.tsx';
import styles from './panel.module.css';
import { type PaneId, parentOf } from './place.ts';

type PageId = Exclude<PaneId, 'home' | 'preferences'>;
type Props = ClientProps & { readonly pane: PageId };

const titles: Readonly<Record<PageId, string>> = {
  ...panelMenus.pages,
  account: panelMenus.account,
  keys: panelMenus.keys,
};

export function PanelPage(props: Props) {
  const { pane, at } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  const goBack = () => at.move({ to: parentOf(pane) });
  return (
    <section
      className={styles.inner}
      aria-label={titles[pane]}
      onKeyDown={(event) => event.key === 'Escape' && goBack()}
    >
      <header className={styles.head}>
        <button type="button" className={controls.quiet} onClick={goBack}>
          ‹ {texts.client.back}
        </button>
        <h2 ref={title} tabIndex={-1}>
          {titles[pane]}
        </h2>
      </header>
      <div className={styles.content}>{contents[pane](props)}</div>
    </section>
  );
}

const contents: Readonly<Record<PageId, (props: Props) => ReactNode>> = {
  profile: ({ at }) => (
    <Row
      label={panelMenus.account}
      isPointed={at.place.pointer === 'account'}
      onClick={() => at.move({ to: 'account' })}
    />
  ),
  account: (props) => <AccountDetails {...props} />,
  connectivity: ({ snapshot: { client: facts }, at }) => (
    <>
      <Facts facts={[[texts.client.mode, wordsOf(facts.generation).modes[facts.mode]]]} />
      <Row label={panelMenus.keys} isPointed={false} onClick={() => at.move({ to: 'keys' })} />
    </>
  ),
  keys: ({ snapshot }) => <NotEmulated label={wordsOf(snapshot.client.generation).resetKeys} />,
  settings: ({ snapshot }) => (
    <>
      <h3>{panelMenus.disconnection}</h3>
      <AdminCode snapshot={snapshot} />
      <h3>{panelMenus.localNetwork}</h3>
      <NotEmulated label={panelMenus.accessResources} />
    </>
  ),
  about: ({ snapshot: { client: facts } }) => (
    <>
      <Facts
        facts={[
          [texts.client.version, facts.version],
          [texts.client.system, systems[facts.os]],
        ]}
      />
      <p className={client.soft}>{texts.client.aboutClaim}</p>
    </>
  ),
};

type RowProps = { readonly label: string; readonly isPointed: boolean; readonly onClick: () => void };

function Row({ label, isPointed, onClick }: RowProps) {
  return (
    <button
      type="button"
      className={`${styles.row} ${client.pointable}`}
      data-pointed={isPointed || undefined}
      onClick={onClick}
    >
      <span>{label}</span>
      <span aria-hidden="true">›</span>
    </button>
  );
}
