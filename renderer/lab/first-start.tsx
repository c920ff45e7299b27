import { useEffect, useRef, useState } from 'react';
import type { ResultOf } from '../../app/bridge/contract.ts';
import { sentenceOf } from '../../app/view/sentence.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { useCall } from '../shared/connection-context.tsx';
import controls from '../shared/controls.module.css';
import { texts } from '../shared/texts.ts';
import { useAnswer } from '../shared/use-ask.ts';
import styles from './first-start.module.css';

const words = texts.start;

type Props = { readonly snapshot: Snapshot; readonly onTour: () => void; readonly onTicket: () => void };
type Start = ResultOf<'start.list'>[number];

/** What the lab opens with on a first launch, beside the client. One act lives the lockout; leaving is one act too. */
export function FirstStart({ snapshot, onTour, onTicket }: Props) {
  const call = useCall();
  const { result: starts } = useAnswer('start.list', {});
  const [chosen, setChosen] = useState<string>();
  const [isLiving, setLiving] = useState(false);
  const primary = useRef<HTMLButtonElement>(null);
  useEffect(() => primary.current?.focus(), []);
  const leave = () => void call('host.leave-start', {});
  useEscape(leave);

  const live = async () => {
    setLiving(true);
    const other = starts?.find(({ id, name }) => id === chosen && name !== snapshot.environment.name);
    const begun = other === undefined || (await call('run.start', { start: other.id })) !== undefined;
    const fresh = begun ? await call('snapshot', {}) : undefined;
    // Time stands then, so that what is read there stays so.
    if (fresh) await call('clock.freeze', {});
    const at = fresh && expiryIn(fresh);
    if (at !== undefined) await call('clock.to', { at });
    setLiving(false);
  };

  return (
    <main className={styles.start} aria-label={words.region}>
      <div className={styles.inner}>
        <h1>{words.headline}</h1>
        <p className={styles.about}>{words.about(snapshot.user?.name ?? words.somebody)}</p>
        <div className={styles.acts}>
          <button
            ref={primary}
            type="button"
            className={`${controls.primary} ${styles.live}`}
            aria-disabled={isLiving}
            onClick={() => void (isLiving || live())}
          >
            {isLiving ? words.living : words.live}
          </button>
          <button type="button" className={controls.button} onClick={leave}>
            {words.leave}
          </button>
          <button
            type="button"
            className={controls.quiet}
            onClick={() => {
              leave();
              onTour();
            }}
          >
            {words.tour}
          </button>
        </div>
        {starts && starts.length > 0 && (
          <Examples
            starts={starts}
            chosen={chosen ?? starts.find(({ name }) => name === snapshot.environment.name)?.id}
            onChoose={setChosen}
          />
        )}
        <p className={styles.aside}>
          {words.onThePhone}
          <button type="button" className={controls.quiet} onClick={onTicket}>
            {words.ticket}
          </button>
        </p>
        <p className={styles.safe}>{words.safe}</p>
      </div>
    </main>
  );
}

type ExampleProps = {
  readonly starts: readonly Start[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
};

function Examples({ starts, chosen, onChoose }: ExampleProps) {
  return (
    <fieldset className={styles.examples}>
      <legend>{words.examples}</legend>
      {starts.map(({ id, name, about }) => (
        <label key={id} className={styles.example}>
          <input type="radio" name="start" checked={id === chosen} onChange={() => onChoose(id)} />
          <span>
            <strong>{words.plain[id]?.[0] ?? name}</strong>
            <span>{words.plain[id]?.[1] ?? about}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** Just after the first expiry, where the sentence would jump to. */
function expiryIn(snapshot: Snapshot): number | undefined {
  const { acts } = sentenceOf(snapshot, snapshot.clock.now);
  const jump = acts.find((act) => act.do === 'jump-past-expiry');
  return jump?.do === 'jump-past-expiry' ? jump.at : undefined;
}

/** Escape leaves, wherever the focus is, unless something over it takes the key. */
function useEscape(leave: () => void): void {
  const latest = useRef(leave);
  latest.current = leave;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTaken = event.defaultPrevented || document.querySelector('[role=dialog],[role=menu],[role=listbox]');
      if (event.key === 'Escape' && !isTaken) latest.current();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
