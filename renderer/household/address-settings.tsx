import { Field } from '@base-ui/react/field';
import { type FormEvent, useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { CopyButton } from '../shared/copy-button.tsx';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { useAsk } from '../shared/use-ask.ts';
import { addressLines } from './address-commands.ts';
import type { Host } from './host.ts';
import { changedPorts, isPort, type PortFields, portFields, portNames } from './port-form.ts';
import { Copies } from './program-sheet.tsx';
import styles from './settings.module.css';

const words = texts.settings;

type Props = { readonly snapshot: Snapshot; readonly host: Host; readonly onChange: () => void };

export function AddressSettings({ snapshot, host, onChange }: Props) {
  const [remarks, setRemarks] = useState<readonly string[]>([]);
  const onMoved = (said: readonly string[]) => {
    setRemarks(said);
    onChange();
  };
  return (
    <>
      <ul className={styles.rows}>
        {addressLines(snapshot).map(({ name, address, command }) => (
          <li key={name} className={styles.address}>
            <span className={sheet.soft}>{words.names[name]}</span>
            <code>{address ?? words.silent}</code>
            {address !== undefined && <CopyButton text={address} label={words.copyAddress} />}
            {command !== undefined && (
              <>
                <code className={styles.command}>{command}</code>
                <CopyButton text={command} label={`Copy as ${command.split(' ')[0]}`} />
              </>
            )}
          </li>
        ))}
      </ul>
      <Copies />
      <PortForm
        key={JSON.stringify([host.ports, snapshot.addresses])}
        snapshot={snapshot}
        host={host}
        onMoved={onMoved}
      />
      <div role="status" className={sheet.alert}>
        {remarks.length > 0 && <p className={sheet.done}>{remarks.join(' ')}</p>}
      </div>
    </>
  );
}

type PortProps = Pick<Props, 'snapshot' | 'host'> & { readonly onMoved: (remarks: readonly string[]) => void };

function PortForm({ snapshot, host, onMoved }: PortProps) {
  const before = portFields(host, snapshot);
  const [fields, setFields] = useState<PortFields>(before);
  const { ask, isAsking, fault } = useAsk();
  const isRight = portNames.every((name) => isPort(fields[name]));
  const changed = isRight ? changedPorts(before, fields) : {};
  const isChanged = Object.keys(changed).length > 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask('host.set', { ports: changed });
    if (answer) onMoved(answer.remarks.length === 0 ? [words.portsMoved] : answer.remarks);
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <h3>{words.ports}</h3>
      <div className={styles.ports}>
        {portNames.map((name) => (
          <Field.Root key={name} className={styles.port} invalid={!isPort(fields[name])}>
            <Field.Label>{words.names[name]}</Field.Label>
            <Field.Control
              className={controls.input}
              inputMode="numeric"
              autoComplete="off"
              value={fields[name]}
              onValueChange={(value) => setFields({ ...fields, [name]: value })}
            />
          </Field.Root>
        ))}
        <button type="submit" className={controls.button} disabled={!isChanged || isAsking}>
          {words.movePorts}
        </button>
      </div>
      <p className={sheet.small}>{isRight ? words.portsHint : words.portsFault}</p>
      <FaultLine fault={fault} after={words.portsStay} />
    </form>
  );
}
