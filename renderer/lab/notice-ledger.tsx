import { sayExactly, sayWeekdayTimeExactly } from '../../app/time/calendar.ts';
import type { Snapshot, SnapshotNotice } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import styles from './left.module.css';
import { sayCause, sayFate, sayKind } from './notice-words.ts';

type Props = { readonly snapshot: Snapshot; readonly onOtherwise: () => void };

/** Every notice that came due, and what became of it. */
export function NoticeLedger({ snapshot, onOtherwise }: Props) {
  const { items, total } = snapshot.notices;
  const newestFirst = [...items].sort((one, other) => other.at - one.at);
  return (
    <section className={styles.ledger} aria-labelledby="notices-heading">
      <header className={styles.head}>
        <h2 id="notices-heading">
          {texts.notices.heading}
          {total > 0 && <span className={styles.total}> {total}</span>}
        </h2>
        <button type="button" className={controls.quiet} onClick={onOtherwise}>
          {texts.notices.otherwise}
        </button>
      </header>
      {total === 0 && <p className={styles.soft}>{texts.notices.none}</p>}
      <ul>
        {newestFirst.map((notice) => (
          <li key={notice.id}>
            <StateShape shape={wasOnScreen(notice) ? 'notice' : 'ghost'} />
            <div>
              <p>
                <time title={sayExactly(notice.at)}>{sayWeekdayTimeExactly(notice.at)}</time> {sayKind(notice)}
                {sayFate(notice)}
              </p>
              <p className={styles.soft}>{sayCause(notice)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

const wasOnScreen = ({ fate }: SnapshotNotice) => fate !== 'missed' && fate !== 'suppressed' && fate !== 'due';
