import { useState } from 'react';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import { saveFile } from '../shared/save-file.ts';
import sheet from '../shared/sheet.module.css';
import { texts } from '../shared/texts.ts';
import { useAnswer, useAsk } from '../shared/use-ask.ts';
import styles from './runs.module.css';
import type { RunActs } from './use-run-acts.ts';

const words = texts.runs;

type Props = {
  readonly runs: RunActs;
  readonly leave: (work: Promise<boolean>) => void;
  readonly onCases: () => void;
  readonly onTicket: () => void;
};

/** Begins a run as this one began, or with one of the environments that come along. */
export function NewRuns({ runs, leave, onCases, onTicket }: Props) {
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
        <li>
          <div>
            <p>{texts.cases.ticket}</p>
            <p className={sheet.small}>{texts.cases.ticketHint}</p>
          </div>
          <button type="button" className={controls.button} onClick={onTicket}>
            {texts.cases.openTicket}
          </button>
        </li>
      </ul>
      <FaultLine fault={fault} />
      <SaveScenario />
    </section>
  );
}

/** What was done in this run as a scenario's file. */
function SaveScenario() {
  const { ask, fault, isAsking } = useAsk();
  const [said, setSaid] = useState<string>();
  const save = async (redact: boolean) => {
    setSaid(undefined);
    const recorded = await ask('scenario.record', { redact });
    if (!recorded) return;
    const { name, text, steps, same, renamed } = recorded;
    saveFile(name, [text]);
    setSaid(texts.cases.saved(name, { steps, same, renamed }));
  };
  return (
    <div className={styles.acts}>
      <button type="button" className={controls.button} disabled={isAsking} onClick={() => void save(false)}>
        {texts.cases.saveScenario}
      </button>
      <button type="button" className={controls.button} disabled={isAsking} onClick={() => void save(true)}>
        {texts.cases.redactScenario}
      </button>
      <p className={sheet.small} role="status">
        {said}
      </p>
      <FaultLine fault={fault} />
    </div>
  );
}
