import { useRef } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import { ClassicClient } from './classic-client.tsx';
import styles from './client.module.css';
import { PanelClient } from './panel-client.tsx';
import type { ClientPlace } from './use-place.ts';

type Props = { readonly snapshot: Snapshot; readonly at: ClientPlace; readonly signIn: SignInState };

/** The emulated client. It tells what the real one tells and no more: no age, no expiry. */
export function ClientWindow(props: Props) {
  const frame = useRef<HTMLElement>(null);
  const Client = props.snapshot.client.generation === 'classic' ? ClassicClient : PanelClient;
  return (
    <section ref={frame} className={styles.window} aria-label={texts.client.window} id="client" tabIndex={-1}>
      <header className={styles.titleBar}>{texts.product}</header>
      <Client frame={frame} {...props} />
    </section>
  );
}
