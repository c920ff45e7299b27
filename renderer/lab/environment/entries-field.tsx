import { useId, useRef } from 'react';
import controls from '../../shared/controls.module.css';
import { environmentTexts as texts } from '../../shared/texts/environment.ts';
import styles from './environment.module.css';
import { Fields } from './field.tsx';
import { type FieldState, issuesBelow, sayIssue, useForm } from './form-context.ts';
import { KeyField } from './key-field.tsx';
import { isMapping, type Place, sayPlace } from './place.ts';
import { freeKey, headOf, newEntries, sectionOf } from './sections.ts';
import { summaryOf } from './summary.ts';

type Props = { readonly place: Place; readonly field: FieldState };

/** Entries of a mapping or of a list, one of them open at a time. */
export function EntriesField({ place, field }: Props) {
  const id = useId();
  const form = useForm();
  const list = useRef<HTMLUListElement>(null);
  const { value, words, pattern, faults } = field;
  // The part's own heading says it already.
  const isWhole = headOf(sectionOf(place) ?? 'team') === sayPlace(place);
  const isList = field.schema.type === 'array';
  const keys = isMapping(value) ? Object.keys(value) : [];
  const entries = Array.isArray(value)
    ? value.map((item, at) => [at, item] as const)
    : keys.map((key) => [key, valueIn(value, key)] as const);
  const focusOn = (at: number) =>
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLElement>(`.${styles.entryHead}`)[Math.max(0, at)]?.focus(),
    );
  const add = () => {
    const { key, value: fresh } = newEntries[pattern] ?? { key: 'new', value: {} };
    const next = isList ? entries.length : freeKey(key, keys);
    if (isList && Array.isArray(value)) form.add(place, fresh);
    else form.set(isList ? place : [...place, next], isList ? [fresh] : fresh);
    form.open([...place, next]);
    focusOn(entries.length);
  };
  const remove = (at: number, key: string | number) => {
    form.set([...place, key], undefined);
    form.open(undefined);
    focusOn(at - 1);
  };
  return (
    <section className={styles.entries} aria-labelledby={`${id}-label`}>
      <header className={styles.entriesHead}>
        <h4 id={`${id}-label`} className={isWhole ? controls.hidden : undefined}>
          {words.label} <code>{place.at(-1)}</code>
        </h4>
        <button type="button" className={controls.button} disabled={form.isFrozen} onClick={add}>
          {texts.add[pattern]}
        </button>
      </header>
      {words.hint !== undefined && <p className={styles.hint}>{words.hint}</p>}
      {faults.map((issue) => (
        <p key={issue.message} className={styles.faults}>
          ▲ {sayIssue(issue)}
        </p>
      ))}
      {entries.length === 0 && <p className={styles.soft}>{texts.none}</p>}
      <ul ref={list}>
        {entries.map(([key, item], at) => (
          <Entry key={isList ? at : key} place={[...place, key]} item={item} onRemove={() => remove(at, key)} />
        ))}
      </ul>
    </section>
  );
}

type EntryProps = { readonly place: Place; readonly item: unknown; readonly onRemove: () => void };

function Entry({ place, item, onRemove }: EntryProps) {
  const id = useId();
  const form = useForm();
  const said = sayPlace(place);
  const isOpen = form.opened === said;
  const key = place.at(-1);
  const summary = summaryOf(item);
  const faults = issuesBelow(form.issues, place).length;
  const name = typeof key === 'string' ? key : summary;
  const toggle = () => {
    form.open(isOpen ? undefined : place);
    if (!isOpen) form.point(place);
  };
  return (
    <li className={styles.entry} data-open={isOpen || undefined}>
      <button type="button" className={styles.entryHead} aria-expanded={isOpen} aria-controls={id} onClick={toggle}>
        <span aria-hidden className={styles.turn}>
          {isOpen ? '▾' : '▸'}
        </span>
        {typeof key === 'string' && <strong>{key}</strong>}
        <span className={styles.summary}>{summary}</span>
        {faults > 0 && <span className={styles.count}>▲ {texts.issues(faults)}</span>}
      </button>
      {isOpen && (
        <div id={id} className={styles.inner}>
          {typeof key === 'string' && (
            <div className={styles.row}>
              <div className={styles.rowName}>
                <span>{texts.key}</span>
              </div>
              <div className={styles.control}>
                <KeyField
                  place={place}
                  label={texts.key}
                  may={/^[\w.-]{1,100}$/}
                  hint={texts.keyHint}
                  onRenamed={(next) => form.open([...place.slice(0, -1), next])}
                />
              </div>
            </div>
          )}
          <Fields place={place} />
          <button type="button" className={controls.quiet} disabled={form.isFrozen} onClick={onRemove}>
            {texts.remove(name)}
          </button>
        </div>
      )}
    </li>
  );
}

function valueIn(value: unknown, key: string): unknown {
  return isMapping(value) ? value[key] : undefined;
}
