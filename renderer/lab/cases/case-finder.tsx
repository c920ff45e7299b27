import { type Ref, useDeferredValue, useState } from 'react';
import type { ResultOf } from '../../../app/bridge/contract.ts';
import controls from '../../shared/controls.module.css';
import { FaultLine } from '../../shared/fault-line.tsx';
import sheet from '../../shared/sheet.module.css';
import { texts } from '../../shared/texts.ts';
import { useAnswer } from '../../shared/use-ask.ts';
import { WithCode } from '../../shared/with-code.tsx';
import type { StartCase } from './case-board.tsx';
import styles from './cases.module.css';

const words = texts.cases;

type Suggestion = ResultOf<'scenario.find'>;
/** It comes after the sheet has given the focus away. */
const focus: Ref<HTMLInputElement> = (field) => field?.focus();

type Starting = { readonly onStart: StartCase };

/** Takes down what the user says, and tells what it could be. */
export function CaseFinder({ onStart }: Starting) {
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const { result, fault } = useAnswer('scenario.find', { text: asked });
  return (
    <>
      <label className={styles.ask}>
        <span>{words.ask}</span>
        <input
          ref={focus}
          type="search"
          className={`${controls.input} ${styles.field}`}
          placeholder={words.example}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <p className={sheet.small}>{words.about}</p>
      <FaultLine fault={fault} />
      <div role="status">{asked !== '' && result?.candidates.length === 0 && <p>{words.none}</p>}</div>
      {result && asked !== '' && <Candidates suggestion={result} onStart={onStart} />}
      <AllCases onStart={onStart} />
    </>
  );
}

function Candidates({ suggestion, onStart }: Starting & { readonly suggestion: Suggestion }) {
  const { candidates, split } = suggestion;
  return (
    <>
      {split && <Split split={split} candidates={candidates} />}
      <ol className={styles.candidates}>
        {candidates.map(({ id, title, fits, cause, resolution }, index) => (
          <li key={id}>
            <div className={styles.head}>
              <h3>
                {title} <span className={styles.id}>{id}</span>
              </h3>
              <Starts id={id} title={title} onStart={onStart} isPrimary={index === 0} />
            </div>
            <dl className={styles.told}>
              <dt>{words.fits}</dt>
              <dd>{fits.map((fit) => `“${fit}”`).join(' ')}</dd>
              <dt>{words.cause}</dt>
              <dd>
                <WithCode text={cause} />
              </dd>
              <dt>{words.wayOut}</dt>
              <dd>
                <WithCode text={resolution} />
              </dd>
            </dl>
          </li>
        ))}
      </ol>
    </>
  );
}

function Split({
  split,
  candidates,
}: { readonly split: NonNullable<Suggestion['split']> } & Omit<Suggestion, 'split'>) {
  const shown = [split.first, split.second];
  return (
    <section className={styles.split} aria-label={words.split}>
      <h3>{words.split}</h3>
      <p>
        <WithCode text={split.do} />
      </p>
      <dl className={styles.told}>
        {candidates.slice(0, 2).map(({ id, title }, index) => (
          <div key={id}>
            <dt>
              <WithCode text={shown[index] ?? ''} />
            </dt>
            <dd>
              {title} <span className={styles.id}>{id}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p className={sheet.small}>{split.isTried ? words.tried : words.asked}</p>
    </section>
  );
}

function Starts({
  id,
  title,
  onStart,
  isPrimary = false,
}: Starting & { id: string; title: string; isPrimary?: boolean }) {
  return (
    <div className={styles.acts}>
      <button
        type="button"
        className={isPrimary ? controls.primary : controls.button}
        aria-label={words.startNamed(title)}
        onClick={() => onStart({ id, to: 'symptom' })}
      >
        {words.start}
      </button>
      <button
        type="button"
        className={controls.button}
        aria-label={words.stepNamed(title)}
        onClick={() => onStart({ id, to: 'start' })}
      >
        {words.step}
      </button>
    </div>
  );
}

function AllCases({ onStart }: Starting) {
  const { result, fault } = useAnswer('scenario.list', {});
  if (!result) return <FaultLine fault={fault} />;
  return (
    <details>
      <summary>{words.all(result.length)}</summary>
      <ul className={styles.all}>
        {result.map(({ id, title }) => (
          <li key={id}>
            <p>
              {title} <span className={styles.id}>{id}</span>
            </p>
            <Starts id={id} title={title} onStart={onStart} />
          </li>
        ))}
      </ul>
    </details>
  );
}
