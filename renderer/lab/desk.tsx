import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { ClientWindow } from '../client/client-window.tsx';
import { isDrawn } from '../client/generations.ts';
import type { ClientPlace } from '../client/use-place.ts';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import styles from './desk.module.css';
import { ToastCorner } from './toast-corner.tsx';

type Props = {
  readonly snapshot: Snapshot;
  readonly at: ClientPlace;
  readonly signIn: SignInState;
};

/** The user's screen: the client on it, and the corner where a notice shows. */
export function Desk({ snapshot, at, signIn }: Props) {
  const { asleep } = snapshot.device;
  return (
    <section className={styles.desk} aria-label={texts.desk.heading} data-asleep={asleep || undefined}>
      <ClientWindow snapshot={snapshot} at={at} signIn={signIn} />
      <ToastCorner snapshot={snapshot} signIn={signIn} />
      {!isDrawn(snapshot.client.generation) && <p className={styles.note}>{texts.desk.standIn}</p>}
    </section>
  );
}
