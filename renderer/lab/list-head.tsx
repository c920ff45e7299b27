import type { ReactNode } from 'react';
import controls from '../shared/controls.module.css';
import styles from './lists.module.css';

type Props = {
  readonly id: string;
  readonly heading: string;
  readonly act: string;
  readonly onAct: () => void;
  /** Stands before the act. */
  readonly children?: ReactNode;
};

/** The heading of a list, which can be focused from elsewhere, and what can be done beside it. */
export function ListHead({ id, heading, act, onAct, children }: Props) {
  return (
    <header className={styles.listHead}>
      <h2 id={id} tabIndex={-1}>
        {heading}
      </h2>
      {children}
      <button type="button" className={controls.quiet} onClick={onAct}>
        {act}
      </button>
    </header>
  );
}
