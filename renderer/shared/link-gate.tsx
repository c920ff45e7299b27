import type { ReactNode } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import type { Link } from './connection.ts';
import { useView } from './connection-context.tsx';
import styles from './link-gate.module.css';
import { texts } from './texts.ts';
import { WithCode } from './with-code.tsx';

/** Shows a view once there is a snapshot, and veils it while the emulator is gone. */
export function LinkGate({ children }: { readonly children: (snapshot: Snapshot) => ReactNode }) {
  const { link, snapshot } = useView();
  const isThere = link === 'open';
  return (
    <>
      <div className={styles.content} inert={!isThere}>
        {snapshot && children(snapshot)}
      </div>
      {!isThere && (
        <div className={styles.veil} role="status" data-link={link}>
          <div className={styles.message}>{said(link)}</div>
        </div>
      )}
    </>
  );
}

function said(link: Exclude<Link, 'open'>) {
  if (link === 'connecting') return <p>{texts.link.connecting}</p>;
  const { headline, text } = texts.link[link];
  return (
    <>
      <h1>{headline}</h1>
      <p>
        <WithCode text={text} />
      </p>
    </>
  );
}
