import { useEffect, useId, useState } from 'react';
import controls from '../../shared/controls.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { useForm } from './form-context.ts';
import type { Place } from './place.ts';

type Props = {
  readonly place: Place;
  readonly label: string;
  readonly may: RegExp;
  readonly hint: string;
  readonly isNarrow?: boolean;
  readonly onRenamed?: (name: string) => void;
};

/** What an entry is called. It is renamed once somebody has typed the whole name: on Enter, or on leaving the field. */
export function KeyField({ place, label, may, hint, isNarrow = false, onRenamed }: Props) {
  const id = useId();
  const form = useForm();
  const name = String(place.at(-1));
  const [typed, setTyped] = useState(name);
  const [fault, setFault] = useState<string>();
  useEffect(() => {
    setTyped(name);
    setFault(undefined);
  }, [name]);
  const rename = () => {
    if (typed === name) return setFault(undefined);
    if (!may.test(typed)) return setFault(hint);
    if (!form.rename(place, typed)) return setFault(texts.keyTaken);
    onRenamed?.(typed);
  };
  return (
    <span className={styles.keyField}>
      <input
        id={id}
        className={`${controls.input} ${styles.key}`}
        data-narrow={isNarrow || undefined}
        aria-label={label}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={`${id}-fault`}
        value={typed}
        spellCheck={false}
        readOnly={form.isFrozen}
        onFocus={() => form.point(place)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={rename}
        onKeyDown={(event) => event.key === 'Enter' && !event.ctrlKey && !event.metaKey && rename()}
      />
      <span id={`${id}-fault`} className={styles.faults} aria-live="polite">
        {fault !== undefined && `▲ ${fault}`}
      </span>
    </span>
  );
}
