import { Switch } from '@base-ui/react/switch';
import { useId } from 'react';
import { saySpan } from '../../../app/time/span.ts';
import controls from '../../shared/controls.module.css';
import { texts } from '../../shared/texts.ts';
import { type PolicyDraft, withCheck } from './drafts.ts';
import styles from './editor.module.css';
import type { Trial } from './trial-words.ts';

const words = texts.policies;

type Props = {
  readonly policy: PolicyDraft;
  readonly duration: Trial['duration'];
  readonly onPolicy: (policy: PolicyDraft) => void;
};

/** Whether and how long a sign-in counts: Go's way of writing, which takes no days. */
export function SessionCheckField({ policy, duration, onPolicy }: Props) {
  const id = useId();
  const { enforce = false, duration: text = '' } = policy.checkSession ?? {};
  const suggestion = duration?.ok === false ? /(?:^|: )write (\S+)$/.exec(duration.hint ?? '')?.[1] : undefined;
  return (
    <section className={styles.check} aria-label={words.check}>
      <Switch.Root
        className={controls.switch}
        aria-label={words.check}
        checked={enforce}
        onCheckedChange={(next) => onPolicy(withCheck(policy, next, text === '' && next ? '24h0m0s' : text))}
      >
        <Switch.Thumb className={controls.thumb} />
      </Switch.Root>
      <span>{words.check}</span>
      <label htmlFor={id}>{words.duration}</label>
      <input
        id={id}
        className={`${controls.input} ${styles.duration}`}
        value={text}
        disabled={!enforce && text === ''}
        spellCheck={false}
        aria-describedby={`${id}-said`}
        onChange={(event) => onPolicy(withCheck(policy, enforce, event.target.value))}
      />
      <span id={`${id}-said`} className={duration?.ok === false ? styles.fault : styles.soft} aria-live="polite">
        {sayDuration(duration, text)}
      </span>
      {suggestion !== undefined && (
        <button
          type="button"
          className={controls.quiet}
          onClick={() => onPolicy(withCheck(policy, enforce, suggestion))}
        >
          {words.write(suggestion)}
        </button>
      )}
    </section>
  );
}

function sayDuration(reading: Trial['duration'], text: string): string {
  if (reading === undefined || text === '') return '';
  if (!reading.ok) return `▲ ${reading.message}${reading.hint === undefined ? '' : `: ${reading.hint}`}`;
  const normal = reading.normal === text ? '' : `, in Gateway’s own way ${reading.normal}`;
  return `= ${saySpan(reading.duration)}${normal}`;
}
