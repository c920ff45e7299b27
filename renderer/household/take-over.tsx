import { useState } from 'react';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { Choice } from '../shared/choice.tsx';
import { useTell } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import { texts } from '../shared/texts.ts';
import { useAsk } from '../shared/use-ask.ts';
import { sayDelays } from './delays.ts';
import styles from './design.module.css';
import type { ImportWay } from './import-draft.ts';
import { sayEdited } from './say-edited.ts';
import { useRunActs } from './use-run-acts.ts';

const words = texts.designs;

type Props = { readonly start: string; readonly snapshot: Snapshot; readonly onDone: () => void };

/** Makes this run's environment that of a start, or begins a run with it. */
export function TakeOver({ start, snapshot, onDone }: Props) {
  const { ask, isAsking, fault } = useAsk();
  const runs = useRunActs(snapshot);
  const tell = useTell();
  const [when, setWhen] = useState<ImportWay['when']>('delayed');
  const takeOver = async () => {
    const result = await ask('environment.apply', { start, now: when === 'now' });
    if (!result) return;
    onDone();
    tell(sayEdited(result, snapshot.clock.now));
  };
  const begin = async () => {
    const before = snapshot.run.id;
    if (!(await ask('run.start', { start }))) return;
    onDone();
    runs.sayStarted(before);
  };
  return (
    <>
      <Choice
        label={texts.import.when}
        value={when}
        options={[
          { value: 'delayed', label: texts.import.delayed, hint: sayDelays(snapshot.assumptions) },
          { value: 'now', label: texts.import.now },
        ]}
        onChoose={setWhen}
      />
      <div className={styles.buttons}>
        <button type="button" className={controls.primary} disabled={isAsking} onClick={() => void takeOver()}>
          {words.takeOver}
        </button>
        <button type="button" className={controls.button} disabled={isAsking} onClick={() => void begin()}>
          {words.newRun}
        </button>
      </div>
      <FaultLine fault={fault} />
    </>
  );
}
