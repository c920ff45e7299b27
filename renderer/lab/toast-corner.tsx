import { sayWeekdayTimeExactly } from '../../app/time/calendar.ts';
import { latestNoticeOf, saySuppression } from '../../app/view/latest-notice.ts';
import { noticeText } from '../../app/view/notice-text.ts';
import type { Snapshot, SnapshotNotice } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { StateShape } from '../shared/state-shape.tsx';
import { texts } from '../shared/texts.ts';
import type { SignInState } from '../shared/use-sign-in.ts';
import { absenceOf } from './absence.ts';
import styles from './desk.module.css';

type Props = { readonly snapshot: Snapshot; readonly signIn: SignInState };

/** The twin of the real notification: drawn even where the system cannot show one. */
export function ToastCorner({ snapshot, signIn }: Props) {
  const call = useCall();
  const notice = latestNoticeOf(snapshot);
  const absence = absenceOf(snapshot);
  const { title, body } = noticeText(snapshot.environment.team);
  return (
    <div className={styles.corner} aria-live="polite">
      {notice?.fate === 'seen' ? (
        <section className={styles.toast} aria-label={texts.desk.toast}>
          <p>
            <strong>{title}</strong>
          </p>
          <p>{body}</p>
          <div className={styles.toastActs}>
            <button type="button" className={controls.button} onClick={() => signIn.begin('notice')}>
              {texts.desk.click}
            </button>
            <button type="button" className={controls.quiet} onClick={() => void call('notice.dismiss', {})}>
              {texts.desk.dismiss}
            </button>
          </div>
        </section>
      ) : (
        <p className={styles.ghost}>
          {notice && <StateShape shape="ghost" />}
          <span>{notice ? sayPast(notice) : (absence ?? texts.desk.none)}</span>
        </p>
      )}
    </div>
  );
}

/** What became of a notice that is not on the screen. */
function sayPast(notice: SnapshotNotice): string {
  const at = sayWeekdayTimeExactly(notice.at);
  switch (notice.fate) {
    case 'missed':
      return `A notice came at ${at}; nobody was at the desk.`;
    case 'suppressed':
      return `A notice was due at ${at} and was not shown: ${saySuppression(notice.why)}.`;
    case 'due':
      return `A notice is due since ${at}.`;
    default:
      return `The notice of ${at} is gone from the screen.`;
  }
}
