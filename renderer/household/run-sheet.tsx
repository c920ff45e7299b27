import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import controls from '../shared/controls.module.css';
import { FaultLine } from '../shared/fault-line.tsx';
import sheet from '../shared/sheet.module.css';
import { Sheet } from '../shared/sheet.tsx';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import { sayBytes, sayRunDay } from './figures.ts';
import styles from './runs.module.css';
import { type RunActs, useRunActs } from './use-run-acts.ts';

const words = texts.runs;

type Props = { readonly snapshot: Snapshot; readonly isOpen: boolean; readonly onClose: () => void };

/** Begins a run, or goes on with an earlier one; none is ever lost by that. */
export function RunSheet({ snapshot, isOpen, onClose }: Props) {
  const runs = useRunActs(snapshot);
  const leave = (work: Promise<boolean>) => void work.then((isDone) => isDone && onClose());
  return (
    <Sheet title={words.heading} isOpen={isOpen} onClose={onClose}>
      <div className={sheet.body}>
        <p className={sheet.soft}>{words.kept}</p>
        <NewRuns runs={runs} leave={leave} />
        <EarlierRuns runs={runs} leave={leave} />
      </div>
    </Sheet>
  );
}

type PartProps = { readonly runs: RunActs; readonly leave: (work: Promise<boolean>) => void };

function NewRuns({ runs, leave }: PartProps) {
  const { result: starts, fault } = useAnswer('start.list', {});
  return (
    <section>
      <h3>{words.begin}</h3>
      <ul className={styles.rows}>
        <li>
          <div>
            <p>{words.sameStart}</p>
            <p className={sheet.small}>{words.sameStartHint}</p>
          </div>
          <button type="button" className={controls.primary} onClick={() => leave(runs.start({}))}>
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
      </ul>
      <FaultLine fault={fault} />
    </section>
  );
}

function EarlierRuns({ runs, leave }: PartProps) {
  const { result: list, fault } = useAnswer('run.list', {});
  const earlier = list?.filter(({ isCurrent }) => !isCurrent).toReversed() ?? [];
  return (
    <section>
      <h3>{words.earlier}</h3>
      {list && earlier.length === 0 && <p className={sheet.soft}>{words.none}</p>}
      <ul className={styles.rows}>
        {earlier.map(({ id, startedOn, bytes }) => (
          <li key={id}>
            <p className={styles.run}>
              <time dateTime={startedOn}>{sayRunDay(startedOn)}</time>
              <span>{id}</span>
              <span className={styles.size}>{sayBytes(bytes)}</span>
            </p>
            <button
              type="button"
              className={controls.button}
              aria-label={words.openRun(id)}
              onClick={() => leave(runs.open(id))}
            >
              {words.open}
            </button>
          </li>
        ))}
      </ul>
      <FaultLine fault={fault} />
    </section>
  );
}
