import { useState } from 'react';
import type { RunActs } from '../../household/use-run-acts.ts';
import controls from '../../shared/controls.module.css';
import { FaultLine } from '../../shared/fault-line.tsx';
import sheet from '../../shared/sheet.module.css';
import { StateShape } from '../../shared/state-shape.tsx';
import { playTexts as words } from '../../shared/texts/play.ts';
import { useAsk } from '../../shared/use-ask.ts';
import styles from './player.module.css';
import { StepButtons } from './step-buttons.tsx';
import type { Play, Playing, PlayStep } from './use-play.ts';

type Props = { readonly play: Play; readonly playing: Playing; readonly runs: RunActs };

/** A scenario step by step on the running emulator: what was expected, what came, and why. */
export function PlayBoard({ play, playing, runs }: Props) {
  const { id, title, file, branch, next, total, first, steps, parts, firstFailed } = play;
  const { step, showFrom, leave, close } = playing;
  const isOver = next >= total;
  const failed = parts.find(({ state }) => state === 'here')?.failed ?? 0;
  return (
    <section aria-label={words.strip} className={styles.play}>
      <h3>
        {title} <span className={styles.soft}>{id}</span>
        {branch !== undefined && <>, {words.branch(branch)}</>}
        {file !== undefined && <span className={styles.soft}> {words.from(file)}</span>}
      </h3>
      <div className={styles.acts}>
        <StepButtons words={words} isOver={isOver} step={step} />
        <button type="button" className={controls.quiet} onClick={leave}>
          {words.leave}
        </button>
      </div>
      <KeptMoment runs={runs} onBranch={close} />
      <Parts play={play} playing={playing} />
      <div role="status">
        {isOver && <p className={sheet.done}>{words.over(failed)}</p>}
        {firstFailed !== undefined && (firstFailed < first || firstFailed >= first + steps.length) && (
          <button type="button" className={controls.quiet} onClick={() => showFrom(firstFailed)}>
            {words.toFailure}
          </button>
        )}
      </div>
      {first > 0 && (
        <button type="button" className={controls.button} onClick={() => showFrom(Math.max(0, first - steps.length))}>
          {words.earlier}
        </button>
      )}
      <ol className={styles.steps} start={first + 1}>
        {steps.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: steps keep their places.
          <PlayedStep key={first + index} step={one} isNext={first + index === next} />
        ))}
      </ol>
      {first + steps.length < total && (
        <button type="button" className={controls.button} onClick={() => showFrom(first + steps.length)}>
          {words.later}
        </button>
      )}
    </section>
  );
}

/** Any moment of it can be kept, too, and branched from. */
function KeptMoment({ runs, onBranch }: { readonly runs: RunActs; readonly onBranch: () => void }) {
  const { ask, fault } = useAsk();
  const [kept, setKept] = useState<{ readonly id: string; readonly name: string }>();
  const keep = () => void ask('checkpoint.make', {}).then((made) => made && setKept(made));
  const branch = ({ id, name }: { readonly id: string; readonly name: string }) =>
    void runs.branch({ id }, `“${name}”`).then((isDone) => isDone && onBranch());
  return (
    <div className={styles.acts}>
      <button type="button" className={controls.button} onClick={keep}>
        {words.keep}
      </button>
      <div role="status">
        {kept && (
          <p className={styles.acts}>
            {words.kept(kept.name)}
            <button type="button" className={controls.button} onClick={() => branch(kept)}>
              {words.branchOff}
            </button>
          </p>
        )}
      </div>
      <FaultLine fault={fault} />
    </div>
  );
}

/** The trunk and its branches, each with how far it was played. */
function Parts({ play, playing }: Omit<Props, 'runs'>) {
  if (play.parts.length < 2) return null;
  return (
    <ul className={styles.parts} aria-label={words.ways}>
      {play.parts.map(({ branch, from = '', state, played, total, failed }) => (
        <li key={branch ?? ''} aria-current={state === 'here' ? 'true' : undefined}>
          {state === 'waits' ? (
            <span className={styles.soft}>{words.waits(branch ?? '', from)}</span>
          ) : (
            <>
              <button
                type="button"
                className={controls.button}
                disabled={state === 'here'}
                onClick={() => playing.goTo(branch)}
              >
                {branch ?? words.trunk}
              </button>
              <span className={styles.soft}>
                {state === 'ready' ? words.notBegun(from) : words.stand(played, total, failed)}
              </span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function PlayedStep({ step, isNext }: { readonly step: PlayStep; readonly isNext: boolean }) {
  const { at, turn, acts, expected, because, branches = [], results } = step;
  return (
    <li aria-current={isNext ? 'step' : undefined} data-played={results !== undefined}>
      <p className={styles.soft}>
        {at}
        {turn && <span className={styles.turn}>{words.turn(turn.nth, turn.of)}</span>}
      </p>
      <div>
        {results === undefined && <p>{acts.join('; ')}</p>}
        {results === undefined && expected !== undefined && <p className={sheet.small}>{words.expected(expected)}</p>}
        {results?.map((result) => (
          <Result key={result.act} {...result} />
        ))}
        {because !== undefined && <p className={sheet.small}>{because}</p>}
        {branches.length > 0 && (
          <p className={sheet.small}>{words.branches(branches.map((name) => `“${name}”`).join(', '))}</p>
        )}
      </div>
    </li>
  );
}

function Result({ act, passed, got, differences, trace }: NonNullable<PlayStep['results']>[number]) {
  return (
    <div>
      <p className={styles.result}>
        <StateShape shape={passed ? 'answers' : 'dead'} />
        {act}: {words.got(got)}, {passed ? words.passed : words.failed}
      </p>
      {differences.map(({ what, expected, got: found }) => (
        <p key={what} className={sheet.fault}>
          {words.difference(what, expected, found)}
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
  );
}

/** ` (3 of 10)` of a step that repeats. */
export function sayTurn(turn: PlayStep['turn']): string {
  return turn === undefined ? '' : ` (${words.turn(turn.nth, turn.of)})`;
}
