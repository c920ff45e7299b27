import { useId, useRef } from 'react';
import controls from '../../shared/controls.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { describedBy, FieldRow, keyIn } from './field-row.tsx';
import { type FieldState, useForm } from './form-context.ts';
import type { Place } from './place.ts';

type Props = { readonly place: Place; readonly field: FieldState };

/** A text or a number. Emptied, what may be absent is taken away. */
export function TextField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const { value, words, isRequired, schema, faults } = field;
  const isNumber = schema.type === 'number' || schema.type === 'integer';
  const write = (text: string) => {
    if (text === '' && !isRequired) form.set(place, undefined, true);
    else form.set(place, isNumber && /^-?\d{1,15}$/.test(text) ? Number(text) : text, true);
  };
  return (
    <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults}>
      <input
        id={id}
        className={`${controls.input} ${styles.input}`}
        data-narrow={isNumber || undefined}
        value={sayValue(value)}
        placeholder={words.absent}
        spellCheck={false}
        readOnly={form.isFrozen}
        aria-invalid={faults.length > 0 || undefined}
        aria-describedby={describedBy(id, words)}
        onFocus={() => form.point(place)}
        onChange={(event) => write(event.target.value)}
      />
    </FieldRow>
  );
}

/** Texts or numbers, one a line; Enter goes on to the next, Backspace takes an empty one away. */
export function TextsField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const list = useRef<HTMLUListElement>(null);
  const { words, schema, faults } = field;
  const items: readonly unknown[] = Array.isArray(field.value) ? field.value : [];
  const isNumber = schema.items?.type === 'integer';
  const read = (text: string) => (isNumber && /^\d{1,6}$/.test(text) ? Number(text) : text);
  const focusOn = (at: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll('input')[Math.max(0, at)]?.focus());
  const addLine = () => {
    if (items.length === 0 && field.value === undefined) form.set(place, ['']);
    else form.add(place, '');
    focusOn(items.length);
  };
  const remove = (at: number) => {
    form.set([...place, at], undefined);
    focusOn(at - 1);
  };
  return (
    <FieldRow id={id} words={words} name={keyIn(field.pattern)} faults={faults} isNamed isTall>
      <ul ref={list} className={styles.lines} aria-labelledby={`${id}-label`}>
        {items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their number.
          <li key={at}>
            <input
              className={`${controls.input} ${styles.input}`}
              aria-label={`${words.label} ${at + 1}`}
              value={sayValue(item)}
              spellCheck={false}
              readOnly={form.isFrozen}
              aria-invalid={
                form.issues.some(({ path }) => path.endsWith(`${String(place.at(-1))}[${at}]`)) || undefined
              }
              onFocus={() => form.point([...place, at])}
              onChange={(event) => form.set([...place, at], read(event.target.value), true)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) addLine();
                else if (event.key === 'Backspace' && sayValue(item) === '') {
                  event.preventDefault();
                  remove(at);
                }
              }}
            />
            <LineFaults place={[...place, at]} />
            <button
              type="button"
              className={controls.quiet}
              aria-label={texts.remove(sayValue(item) || `${words.label} ${at + 1}`)}
              disabled={form.isFrozen}
              onClick={() => remove(at)}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      {items.length === 0 && <p className={styles.soft}>{words.absent ?? texts.none}</p>}
      <button type="button" className={controls.quiet} disabled={form.isFrozen} onClick={addLine}>
        + {texts.add.line}
      </button>
    </FieldRow>
  );
}

function LineFaults({ place }: { readonly place: Place }) {
  const { issues } = useForm();
  const own = issues.filter(({ keys }) => keys.length === place.length && keys.every((key, at) => key === place[at]));
  return (
    <span className={styles.faults} aria-live="polite">
      {own.map(({ message }) => `▲ ${message}`).join(' ')}
    </span>
  );
}

export function sayValue(value: unknown): string {
  return value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);
}
