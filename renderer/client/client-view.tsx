import { LinkGate } from '../shared/link-gate.tsx';
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
        <main className={styles.page}>
          <ClientWindow snapshot={snapshot} at={at} signIn={signIn} />
        </main>
      )}
    </LinkGate>
  );
}
