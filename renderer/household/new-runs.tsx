import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import styles from './runs.module.css';
import type { RunActs } from './use-run-acts.ts';

const words = texts.runs;

type Props = { readonly runs: RunActs; readonly leave: (work: Promise<boolean>) => void; readonly onCases: () => void };

/** Begins a run as this one began, or with one of the environments that come along. */
export function NewRuns({ runs, leave, onCases }: Props) {
  const { result: starts, fault } = useAnswer('start.list', {});
  return (
    <section>
      <h3>{words.begin}</h3>
      <p className={sheet.soft}>{words.kept}</p>
      <ul className={styles.rows}>
        <li>
          <div>
            <p>{words.sameStart}</p>
            <p className={sheet.small}>{words.sameStartHint}</p>
          </div>
          <button type="button" className={controls.button} onClick={() => leave(runs.start({}))}>
            {words.startOver}
          </button>
        </li>
        {starts?.map(({ id, name, about }) => (
          <li key={id}>
            <div>
              <p>{name}</p>
              <p className={sheet.small}>{about}</p>
            </div>
            <button
              type="button"
              className={controls.button}
              aria-label={words.newRunWith(name)}
              onClick={() => leave(runs.start({ start: id }))}
            >
              {words.newRun}
            </button>
          </li>
        ))}
        <li>
          <div>
            <p>{texts.cases.heading}</p>
            <p className={sheet.small}>{texts.cases.openHint}</p>
          </div>
          <button type="button" className={controls.button} onClick={onCases}>
            {texts.cases.openSheet}
          </button>
        </li>
      </ul>
      <FaultLine fault={fault} />
    </section>
  );
}
