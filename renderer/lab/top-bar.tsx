import { sayInstant, writeInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { sayFindings } from '../../app/view/say-findings.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { AdvanceForm } from './advance-form.tsx';
import { ClockBar } from './clock-bar.tsx';
import styles from './top-bar.module.css';
import type { ClockControls } from './use-clock.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly clock: ClockControls;
  readonly isAdvanceOpen: boolean;
  readonly onAdvanceOpen: (isOpen: boolean) => void;
  readonly acts: { findings(): void; help(): void; import(): void; settings(): void };
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
        <button type="button" className={controls.button} onClick={acts.import}>
          {texts.import.open}
        </button>
      </div>
      <section className={styles.clock} aria-label={texts.clock.heading}>
        <time className={styles.instant} dateTime={writeInstant(now)} title={`${writeInstant(now)}`}>
          {sayInstant(now)}
        </time>
        <ClockBar snapshot={snapshot} clock={clock} />
        <AdvanceForm isOpen={isAdvanceOpen} onOpen={onAdvanceOpen} onAdvance={clock.advance} />
      </section>
      <div className={styles.tools}>
        <Findings snapshot={snapshot} onOpen={acts.findings} />
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

/** Stands there only when there is something to look at. */
function Findings({ snapshot, onOpen }: { readonly snapshot: Snapshot; readonly onOpen: () => void }) {
  const { errors, warnings } = snapshot.findings;
  if (errors + warnings === 0) return null;
  return (
    <button type="button" className={controls.quiet} onClick={onOpen} title={sayFindings(snapshot.findings)}>
      {texts.findings.open}
      <span className={styles.count} data-tone={errors > 0 ? 'bad' : undefined}>
        {errors + warnings}
      </span>
    </button>
  );
}
