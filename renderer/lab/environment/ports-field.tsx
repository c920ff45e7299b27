import { useId } from 'react';
import controls from '../../shared/controls.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { FieldRow, keyIn } from './field-row.tsx';
import { type FieldState, issuesBelow, sayIssue, useForm } from './form-context.ts';
import { KeyField } from './key-field.tsx';
import { isMapping, type Place, valueAt } from './place.ts';
import { PlacePick } from './place-pick.tsx';
import { freeKey } from './sections.ts';
import { sayValue } from './text-fields.tsx';

type Props = { readonly place: Place; readonly field: FieldState };

const usualPorts = ['443', '80', '22', '53', '8080', '8443'];

/** Ports, and what answers at each: an emulated service, or a server of one's own on loopback. */
export function PortsField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const { words, faults } = field;
  const ports = isMapping(field.value) ? field.value : {};
  const services = field.schema.additionalProperties;
  const kinds =
    (typeof services === 'object' ? services.anyOf : undefined)?.flatMap(({ enum: may }) => may ?? []) ?? [];
  const options = Object.fromEntries([...kinds, 'upstream'].map((kind) => [kind, texts.services[kind] ?? kind]));
  const add = () => {
    const port = usualPorts.find((one) => !Object.hasOwn(ports, one)) ?? freePort(ports);
    form.set(
      [...place, port],
      port === '22' ? 'ssh' : port === '53' ? 'dns' : port === '80' || port === '8080' ? 'http' : 'https',
    );
  };
  return (
    <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults} isNamed isTall>
      <ul className={styles.lines} aria-labelledby={`${id}-label`}>
        {Object.entries(ports).map(([port, service]) => (
          <li key={port}>
            <KeyField place={[...place, port]} label={texts.port} may={/^\d{1,5}$/} hint={texts.port} isNarrow />
            <PlacePick
              place={[...place, port]}
              label={texts.answers}
              value={isMapping(service) ? 'upstream' : sayValue(service)}
              options={options}
              onPick={(kind) =>
                !form.isFrozen &&
                form.set([...place, port], kind === 'upstream' ? { upstream: '127.0.0.1:3000' } : kind)
              }
            />
            {isMapping(service) && (
              <input
                className={`${controls.input} ${styles.input}`}
                aria-label={texts.upstream}
                value={sayValue(valueAt(service, ['upstream']))}
                readOnly={form.isFrozen}
                onFocus={() => form.point([...place, port])}
                onChange={(event) => form.set([...place, port, 'upstream'], event.target.value, true)}
              />
            )}
            <RemoveLine place={[...place, port]} name={`${texts.port} ${port}`} />
            <Faults place={[...place, port]} />
          </li>
        ))}
      </ul>
      <button type="button" className={controls.quiet} disabled={form.isFrozen} onClick={add}>
        + {texts.add[field.pattern]}
      </button>
    </FieldRow>
  );
}

function freePort(ports: object): string {
  for (let port = 9000; ; port += 1) if (!Object.hasOwn(ports, String(port))) return String(port);
}

/** Names, each with one of a few words: how posture checks stand. */
export function TableField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const { words, faults, schema } = field;
  const table = isMapping(field.value) ? field.value : {};
  const inner = schema.additionalProperties;
  const may = typeof inner === 'object' ? (inner.enum ?? []) : [];
  const options = Object.fromEntries(may.map((word) => [word, word]));
  return (
    <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults} isNamed isTall>
      <ul className={styles.lines} aria-labelledby={`${id}-label`}>
        {Object.entries(table).map(([key, value]) => (
          <li key={key}>
            <KeyField place={[...place, key]} label={texts.key} may={/^.{1,200}$/} hint={texts.keyHint} />
            <PlacePick
              place={[...place, key]}
              label={key}
              value={sayValue(value)}
              options={options}
              onPick={(next) => form.set([...place, key], next)}
            />
            <RemoveLine place={[...place, key]} name={key} />
            <Faults place={[...place, key]} />
          </li>
        ))}
      </ul>
      {Object.keys(table).length === 0 && <p className={styles.soft}>{texts.none}</p>}
      <button
        type="button"
        className={controls.quiet}
        disabled={form.isFrozen}
        onClick={() => form.set([...place, freeKey('check', Object.keys(table))], may[0])}
      >
        + {texts.add[field.pattern]}
      </button>
    </FieldRow>
  );
}

function RemoveLine({ place, name }: { readonly place: Place; readonly name: string }) {
  const form = useForm();
  return (
    <button
      type="button"
      className={controls.quiet}
      aria-label={texts.remove(name)}
      disabled={form.isFrozen}
      onClick={() => form.set(place, undefined)}
    >
      ×
    </button>
  );
}

function Faults({ place }: { readonly place: Place }) {
  const { issues } = useForm();
  return (
    <span className={styles.faults} aria-live="polite">
      {issuesBelow(issues, place)
        .map((issue) => `▲ ${sayIssue(issue)}`)
        .join(' ')}
    </span>
  );
}
