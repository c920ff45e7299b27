import { useState } from 'react';
import type { RunActs } from '../../household/use-run-acts.ts';
import controls from '../../shared/controls.module.css';
import sheet from '../../shared/sheet.module.css';
import { StateShape } from '../../shared/state-shape.tsx';
import { texts } from '../../shared/texts.ts';
import type { Asking } from '../../shared/use-ask.ts';
import type { Play } from './case-board.tsx';
import styles from './cases.module.css';

const words = texts.cases.play;

type Props = {
  readonly play: Play;
  readonly runs: RunActs;
  readonly ask: Asking['ask'];
  readonly onPlay: (play: Play | 'left') => void;
  readonly onClose: () => void;
};
type Step = Play['steps'][number];

/** A case step by step on the running emulator: what was expected, what came, and why. */
export function CasePlay({ play, runs, ask, onPlay, onClose }: Props) {
  const [kept, setKept] = useState<{ readonly id: string; readonly name: string }>();
  const { id, title, next, steps } = play;
  const isOver = next >= steps.length;
  const failed = steps.flatMap(({ results = [] }) => results).filter(({ passed }) => !passed).length;
  const step = (to: 'next' | 'failure' | 'end') =>
    void ask('scenario.step', { to }).then((played) => played && onPlay(played));
  const keep = () => void ask('checkpoint.make', {}).then((made) => made && setKept(made));
  const leave = () => void ask('scenario.stop', {}).then((left) => left && onPlay('left'));
  const branch = ({ id: from, name }: { readonly id: string; readonly name: string }) =>
    void runs.branch({ id: from }, `“${name}”`).then((isDone) => isDone && onClose());
  return (
    <section aria-label={words.playing} className={styles.play}>
      <h3>
        {title} <span className={styles.id}>{id}</span>
      </h3>
      <div className={styles.acts}>
        {(['next', 'failure', 'end'] as const).map((to) => (
          <button
            key={to}
            type="button"
            className={to === 'next' ? controls.primary : controls.button}
            disabled={isOver}
            onClick={() => step(to)}
          >
            {words[to]}
          </button>
        ))}
        <button type="button" className={controls.button} onClick={keep}>
          {words.keep}
        </button>
        <button type="button" className={controls.quiet} onClick={leave}>
          {words.leave}
        </button>
      </div>
      <div role="status">
        {kept && (
          <p className={`${sheet.done} ${styles.acts}`}>
            {words.kept(kept.name)}
            <button type="button" className={controls.button} onClick={() => branch(kept)}>
              {words.branch}
            </button>
          </p>
        )}
        {isOver && <p className={sheet.done}>{words.over(failed)}</p>}
      </div>
      <ol className={styles.steps}>
        {steps.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps keep their places.
          <PlayedStep key={index} step={one} isNext={index === next} />
        ))}
      </ol>
    </section>
  );
}

function PlayedStep({ step, isNext }: { readonly step: Step; readonly isNext: boolean }) {
  const { at, acts, expected, because, results } = step;
  return (
    <li aria-current={isNext ? 'step' : undefined} data-played={results !== undefined}>
      <p className={styles.at}>{at}</p>
      <div>
        {results === undefined && <p>{acts.join('; ')}</p>}
        {results === undefined && expected !== undefined && <p className={sheet.small}>{words.expected(expected)}</p>}
        {results?.map(({ act, passed, got, differences, trace }) => (
          <div key={act}>
            <p className={styles.result}>
              <StateShape shape={passed ? 'answers' : 'dead'} />
              {act}: {words.got(got)}, {passed ? words.passed : words.failed}
            </p>
            {differences.map(({ what, expected: wanted, got: found }) => (
              <p key={what} className={sheet.fault}>
                {words.difference(what, wanted, found)}
              </p>
            ))}
            {trace.length > 0 && (
              <details open={!passed}>
                <summary>{words.trace}</summary>
                <ol className={styles.trace}>
                  {trace.map((sentence) => (
                    <li key={sentence}>{sentence}</li>
                  ))}
                </ol>
              </details>
            )}
          </div>
        ))}
        {because !== undefined && <p className={sheet.small}>{because}</p>}
      </div>
    </li>
  );
}
