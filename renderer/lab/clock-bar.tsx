import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { sayExactly } from '../../app/time/calendar.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import styles from './top-bar.module.css';
import type { ClockControls } from './use-clock.ts';

const speeds = [1, 60, 3600] as const;

export function ClockBar({ snapshot, clock }: { readonly snapshot: Snapshot; readonly clock: ClockControls }) {
  const { mode, speed, next } = snapshot.clock;
  const isFrozen = mode === 'frozen';
  const choose = ([chosen]: string[]) => (chosen === undefined ? clock.freezeOrFollow() : clock.follow(Number(chosen)));
  return (
    <>
      <button type="button" className={`${controls.button} ${styles.toggle}`} onClick={clock.freezeOrFollow}>
        <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" fill="currentColor">
          <path d={isFrozen ? 'M1 0l9 5-9 5z' : 'M1 0h3v10H1zM6 0h3v10H6z'} />
        </svg>
        {isFrozen ? texts.clock.follow : texts.clock.freeze}
      </button>
      <ToggleGroup
        className={controls.group}
        aria-label={texts.clock.speeds}
        value={isFrozen ? [] : [String(speed)]}
        onValueChange={choose}
      >
        {speeds.map((value) => (
          <Toggle key={value} value={String(value)} className={controls.grouped}>
            {value}×
          </Toggle>
        ))}
      </ToggleGroup>
      <button
        type="button"
        className={controls.button}
        onClick={clock.next}
        title={next && `${next.what}, ${sayExactly(next.at)}`}
        disabled={!next}
      >
        {texts.clock.next}
      </button>
    </>
  );
}
