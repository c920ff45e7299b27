import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { ClientWindow } from '../client/client-window.tsx';
import type { ClientPlace } from '../client/use-place.ts';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import styles from './desk.module.css';
import { GenerationPick } from './generation-pick.tsx';
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
      <GenerationPick snapshot={snapshot} />
      <ClientWindow snapshot={snapshot} at={at} signIn={signIn} />
      <ToastCorner snapshot={snapshot} signIn={signIn} />
    </section>
  );
}
