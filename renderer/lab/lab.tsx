import { useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useClientPlace } from '../client/use-place.ts';
import { useNow } from '../shared/connection-context.tsx';
import { useSignIn } from '../shared/use-sign-in.ts';
import { Desk } from './desk.tsx';
import { DestinationList } from './destination-list.tsx';
import { FirstWalk } from './first-walk.tsx';
import { Journal } from './journal.tsx';
import styles from './lab.module.css';
import { LabProvider } from './lab-context.tsx';
import { MessageLine } from './message-line.tsx';
import { NoticeLedger } from './notice-ledger.tsx';
import { PersonControls } from './person-controls.tsx';
import { SentencePanel } from './sentence-panel.tsx';
import { ShortcutList } from './shortcut-list.tsx';
import type { Shortcut } from './shortcuts.ts';
import { Timeline } from './timeline.tsx';
import { TopBar } from './top-bar.tsx';
import { useClock } from './use-clock.ts';
import { useLabState } from './use-lab.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { WhyPanel } from './why-panel.tsx';

export function Lab({ snapshot }: { readonly snapshot: Snapshot }) {
  const now = useNow();
  const lab = useLabState(snapshot, now);
  const at = useClientPlace();
  const signIn = useSignIn();
  const clock = useClock(snapshot);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isAdvanceOpen, setAdvanceOpen] = useState(false);

  const run: Record<Shortcut, () => void> = {
    'freeze-or-follow': clock.freezeOrFollow,
    next: clock.next,
    advance: () => setAdvanceOpen(true),
    'show-the-way': at.showTheWay,
    help: () => setHelpOpen(true),
    'go-client': () => focusOn('client'),
    'go-destinations': () => focusOn('destinations'),
    'go-journal': () => focusOn('journal'),
    'go-why': () => focusOn('why'),
  };
  useShortcuts((shortcut) => run[shortcut]());

  return (
    <LabProvider lab={lab}>
      <div className={styles.lab}>
        <TopBar
          snapshot={snapshot}
          now={now}
          clock={clock}
          isAdvanceOpen={isAdvanceOpen}
          onAdvanceOpen={setAdvanceOpen}
          onHelp={() => setHelpOpen(true)}
        />
        <div className={styles.left}>
          <Desk snapshot={snapshot} at={at} signIn={signIn} />
          <PersonControls snapshot={snapshot} />
          <NoticeLedger snapshot={snapshot} />
        </div>
        <main className={styles.centre}>
          <SentencePanel snapshot={snapshot} now={now} showTheWay={at.showTheWay} signIn={signIn} />
          <FirstWalk snapshot={snapshot} now={now} />
          <Timeline snapshot={snapshot} now={now} />
          <div className={styles.lists}>
            <DestinationList snapshot={snapshot} now={now} />
            <Journal snapshot={snapshot} />
          </div>
        </main>
        <WhyPanel snapshot={snapshot} now={now} />
      </div>
      <MessageLine />
      <ShortcutList isOpen={isHelpOpen} onOpen={setHelpOpen} />
    </LabProvider>
  );
}

function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}
