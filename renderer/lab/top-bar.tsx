import { sayInstant, writeInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { AdvanceForm } from './advance-form.tsx';
import { ClockBar } from './clock-bar.tsx';
import styles from './top-bar.module.css';
import type { ClockControls } from './use-clock.ts';

/** Their keyboards have a key of their own for it; both are taken everywhere. */
const isApple = /Mac|iP(hone|ad)/.test(navigator.userAgent);

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly clock: ClockControls;
  readonly isAdvanceOpen: boolean;
  readonly onAdvanceOpen: (isOpen: boolean) => void;
  readonly acts: { environment(): void; help(): void; import(): void; palette(): void; settings(): void };
};

export function TopBar({ snapshot, now, clock, isAdvanceOpen, onAdvanceOpen, acts }: Props) {
  const remarks = snapshot.remarks.length;
  return (
    <header className={styles.bar}>
      <div className={styles.who}>
        <p title={snapshot.environment.name}>
          <strong>{snapshot.environment.name}</strong>
          <span>{snapshot.user?.email ?? texts.nobody}</span>
        </p>
        <div className={styles.setUp}>
          <button type="button" className={controls.quiet} onClick={acts.import}>
            {texts.import.open}
          </button>
          <button type="button" className={controls.quiet} onClick={acts.environment}>
            {texts.environment.open}
          </button>
        </div>
      </div>
      <section className={styles.clock} aria-label={texts.clock.heading}>
        <time className={styles.instant} dateTime={writeInstant(now)} title={`${writeInstant(now)}`}>
          {sayInstant(now)}
        </time>
        <ClockBar snapshot={snapshot} clock={clock} />
        <AdvanceForm isOpen={isAdvanceOpen} onOpen={onAdvanceOpen} onAdvance={clock.advance} />
      </section>
      <div className={styles.tools}>
        <button type="button" className={controls.quiet} onClick={acts.palette} aria-keyshortcuts="Control+K Meta+K">
          {texts.palette.open}
          <kbd className={controls.key}>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <button type="button" className={controls.quiet} onClick={acts.settings}>
          {texts.settings.heading}
          {remarks > 0 && <span className={styles.count}>{remarks}</span>}
        </button>
        <button type="button" className={controls.quiet} onClick={acts.help} aria-label={texts.shortcuts.open}>
          <kbd className={controls.key}>?</kbd>
        </button>
      </div>
    </header>
  );
}
