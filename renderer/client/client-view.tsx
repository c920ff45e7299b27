import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { DropTarget } from '../household/household.tsx';
import { ImportSheet } from '../household/import-sheet.tsx';
import { useImport } from '../household/use-import.ts';
import { useRunActs } from '../household/use-run-acts.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { LinkGate } from '../shared/link-gate.tsx';
import { MessageLine } from '../shared/message-line.tsx';
import { texts } from '../shared/texts.ts';
import { useSignIn } from '../shared/use-sign-in.ts';
import styles from './client.module.css';
import { ClientWindow } from './client-window.tsx';
import { useClientPlace } from './use-place.ts';

/** The emulated client alone, for a small window. */
export function ClientView() {
  const at = useClientPlace();
  const signIn = useSignIn();
  return (
    <LinkGate>
      {(snapshot) => (
        <>
          <main className={styles.page}>
            <h1 className={controls.hidden}>{texts.client.window}</h1>
            <ClientWindow snapshot={snapshot} at={at} signIn={signIn} />
          </main>
          <ClientImport snapshot={snapshot} />
        </>
      )}
    </LinkGate>
  );
}

/** Files may be dropped on any window. */
function ClientImport({ snapshot }: { readonly snapshot: Snapshot }) {
  const call = useCall();
  const { sayStarted } = useRunActs(snapshot);
  // Its steps are played in the lab.
  const importing = useImport(snapshot, (files) => {
    void call('scenario.start', { files: [...files] }).then((play) => play && sayStarted(snapshot.run.id));
  });
  return (
    <>
      <DropTarget importing={importing} />
      <ImportSheet snapshot={snapshot} importing={importing} />
      <MessageLine />
    </>
  );
}
