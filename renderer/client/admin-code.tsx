import { type FormEvent, useState } from 'react';
import { sayInstant } from '../../app/time/calendar.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import { texts } from '../shared/texts.ts';
import { useAsk } from '../shared/use-ask.ts';
import styles from './client.module.css';
import { wordsOf } from './generations.ts';

const words = texts.client.lock;

/** Where a code from the administrator unlocks the switch (DOMAIN.md §5.4 facts 17, 18, 26). */
export function AdminCode({ snapshot }: { readonly snapshot: Snapshot }) {
  const { lock, generation } = snapshot.client;
  const [isOpen, setOpen] = useState(false);
  const label = wordsOf(generation).enterCode;
  if (lock?.unlockedUntil !== undefined) return <p>{words.unlocked(sayInstant(lock.unlockedUntil))}</p>;
  if (isOpen && lock !== undefined) return <CodeForm label={label} onDone={() => setOpen(false)} />;
  return (
    <p className={styles.absent}>
      <button
        type="button"
        className={controls.button}
        disabled={lock?.adminCode === undefined}
        onClick={() => setOpen(true)}
      >
        {label}
      </button>
      {lock?.adminCode === undefined && (
        <span className={styles.small}>{lock === undefined ? words.notLocked : words.noCodes}</span>
      )}
    </p>
  );
}

/** Of digits alone: a code is read out in groups. */
const digits = 7;

function CodeForm({ label, onDone }: { readonly label: string; readonly onDone: () => void }) {
  const [code, setCode] = useState('');
  const { ask, isAsking, fault, forget } = useAsk();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await ask('client.unlock', { code })) onDone();
  };
  return (
    <form className={styles.codeForm} onSubmit={(event) => void submit(event)}>
      <label>
        {label}
        <input
          className={controls.input}
          inputMode="numeric"
          autoComplete="off"
          // biome-ignore lint/a11y/noAutofocus: the field was asked for by the button that it takes the place of.
          autoFocus
          value={code}
          aria-invalid={fault !== undefined}
          onChange={(event) => {
            forget();
            setCode(event.target.value);
          }}
        />
      </label>
      <button
        type="submit"
        className={controls.button}
        disabled={isAsking || code.replaceAll(/\D/g, '').length !== digits}
      >
        {words.unlock}
      </button>
      <FaultLine fault={fault} />
    </form>
  );
}
