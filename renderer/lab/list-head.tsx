import controls from '../shared/controls.module.css';
import styles from './lists.module.css';

type Props = {
  readonly id: string;
  readonly heading: string;
  readonly act: string;
  readonly onAct: () => void;
};

/** The heading of a list, which can be focused from elsewhere, and the one act beside it. */
export function ListHead({ id, heading, act, onAct }: Props) {
  return (
    <header className={styles.listHead}>
      <h2 id={id} tabIndex={-1}>
        {heading}
      </h2>
      <button type="button" className={controls.quiet} onClick={onAct}>
        {act}
      </button>
    </header>
  );
}
