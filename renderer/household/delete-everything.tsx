import { Field } from '@base-ui/react/field';
import { type FormEvent, useState } from 'react';
import { useTell } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import { texts } from '../shared/texts.ts';
import { useAsk } from '../shared/use-ask.ts';
import { sayBytes } from './figures.ts';
import type { Host } from './host.ts';
import styles from './settings.module.css';

const words = texts.settings.deleting;
const confirmation = 'delete everything';

type Props = { readonly host: Host; readonly onCancel: () => void; readonly onDeleted: () => void };

/** Says what goes and what stays, and has the words typed before anything goes. */
export function DeleteEverything({ host, onCancel, onDeleted }: Props) {
  const { ask, isAsking, fault } = useAsk();
  const tell = useTell();
  const [typed, setTyped] = useState('');
  const isSure = typed.trim().toLowerCase() === confirmation;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!isSure || !(await ask('host.delete-everything', { confirm: confirmation }))) return;
    window.localStorage.clear();
    onDeleted();
    tell(words.done);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <h3>{words.heading}</h3>
      <p>{words.goes(sayBytes(host.bytes.total))}</p>
      <p className={styles.line}>
        <code>{host.dataDirectory}</code>
      </p>
      <p>{words.stays}</p>
      <Field.Root className={styles.port}>
        <Field.Label>{words.type(confirmation)}</Field.Label>
        <Field.Control className={controls.input} autoComplete="off" autoFocus value={typed} onValueChange={setTyped} />
      </Field.Root>
      <div className={styles.buttons}>
        <button type="submit" className={controls.danger} disabled={!isSure || isAsking}>
          {words.heading}
        </button>
        <button type="button" className={controls.button} onClick={onCancel}>
          {texts.cancel}
        </button>
      </div>
      <FaultLine fault={fault} />
    </form>
  );
}
