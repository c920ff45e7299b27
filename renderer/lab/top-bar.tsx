import { sayInstant, writeInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { AdvanceForm } from './advance-form.tsx';
import { ClockBar } from './clock-bar.tsx';
import { SettingsPopover } from './settings-popover.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import styles from './top-bar.module.css';
import type { ClockControls } from './use-clock.ts';

type Props = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly clock: ClockControls;
  readonly isAdvanceOpen: boolean;
  readonly onAdvanceOpen: (isOpen: boolean) => void;
  readonly onHelp: () => void;
};

export function TopBar({ snapshot, now, clock, isAdvanceOpen, onAdvanceOpen, onHelp }: Props) {
  return (
    <header className={styles.bar}>
      <p className={styles.who}>
        <strong>{snapshot.environment.team}</strong>
        {snapshot.user ? ` · ${snapshot.user.email}` : ''}
      </p>
      <section className={styles.clock} aria-label={texts.clock.heading}>
        <time className={styles.instant} dateTime={writeInstant(now)} title={`${writeInstant(now)}`}>
          {sayInstant(now)}
        </time>
        <ClockBar snapshot={snapshot} clock={clock} />
        <AdvanceForm isOpen={isAdvanceOpen} onOpen={onAdvanceOpen} onAdvance={clock.advance} />
      </section>
      <div className={styles.tools}>
        <SettingsPopover snapshot={snapshot} />
        <ThemeMenu />
        <button type="button" className={controls.quiet} onClick={onHelp} aria-label={texts.shortcuts.open}>
          <kbd className={controls.key}>?</kbd>
        </button>
      </div>
    </header>
  );
}
