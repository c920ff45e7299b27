import { useEffect, useRef } from 'react';
import controls from '../../shared/controls.module.css';
import { StateShape } from '../../shared/state-shape.tsx';
import { playTexts as words } from '../../shared/texts/play.ts';
import { isForLab } from '../use-shortcuts.ts';
import { sayTurn } from './play-board.tsx';
import styles from './player.module.css';
import { StepButtons } from './step-buttons.tsx';
import type { Play, Playing, PlayPart } from './use-play.ts';

type Props = { readonly play: Play; readonly playing: Playing };

/** What came last, what comes next, and the ways to go: the lab beside it shows what becomes of it. */
export function PlayStrip({ play, playing }: Props) {
  const { id, title, branch, next, total, first, steps } = play;
  const { step, open, leave } = playing;
  const isOver = next >= total;
  const coming = steps[next - first];
  return (
    <section className={styles.strip} aria-label={words.strip}>
      <div className={styles.head}>
        <p className={styles.title}>
          <strong title={id}>{title}</strong>
          {branch !== undefined && <span>, {words.branch(branch)}</span>}
          <span className={styles.soft}>, {words.step(next, total)}</span>
        </p>
        <StepButtons words={words.short} isOver={isOver} step={step} nextKey={<kbd className={controls.key}>.</kbd>} />
        <button type="button" className={controls.button} onClick={open}>
          {words.all}
          <kbd className={controls.key}>x</kbd>
        </button>
        <button type="button" className={controls.quiet} onClick={leave}>
          {words.leave}
        </button>
      </div>
      <div className={styles.now}>
        <Latest play={play} />
        {coming && (
          <p className={styles.soft}>
            {words.coming}: {coming.at}
            {sayTurn(coming.turn)} {coming.acts.join('; ')}
            {coming.expected !== undefined && `, ${words.expected(coming.expected)}`}
          </p>
        )}
      </div>
      <Ways play={play} playing={playing} />
    </section>
  );
}

/** What the latest step came to, read aloud. */
function Latest({ play }: { readonly play: Play }) {
  const { next, total, first, steps, parts } = play;
  const { at, turn, results = [] } = steps[next - 1 - first] ?? {};
  const failed = parts.find(({ state }) => state === 'here')?.failed ?? 0;
  return (
    <div role="status">
      {results.map(({ act, passed, got, differences }) => (
        <div key={act}>
          <p className={styles.result}>
            <StateShape shape={passed ? 'answers' : 'dead'} />
            {at}
            {sayTurn(turn)} {act}: {words.got(got)}, {passed ? words.passed : words.failed}
          </p>
          {differences.map(({ what, expected, got: found }) => (
            <p key={what} className={styles.difference}>
              {words.difference(what, expected, found)}
            </p>
          ))}
        </div>
      ))}
      {next >= total && <p>{words.over(failed)}</p>}
    </div>
  );
}

/** Branches to take, and what was left to go back to; a digit takes the way of that number. */
function Ways({ play, playing }: Props) {
  const { parts, endsFlows, next, total } = play;
  const ways = parts.filter(({ state }) => state === 'ready' || state === 'begun');
  const take = (index: number) => {
    const way = ways[index];
    if (way !== undefined) playing.goTo(way.branch);
  };
  useDigits(take);
  if (ways.length === 0) return null;
  const offered = ways.find(({ isOffered, state }) => isOffered && state === 'ready');
  const isLosing = endsFlows.length > 0 && next < total;
  return (
    <section aria-label={words.ways} className={styles.ways} data-offered={offered !== undefined}>
      <p>{offered?.from === undefined ? words.others : words.offered(offered.from)}</p>
      {ways.map((way, index) => (
        <button key={way.branch ?? ''} type="button" className={controls.button} onClick={() => take(index)}>
          {index < 9 && <kbd className={controls.key}>{index + 1}</kbd>}
          {way.branch ?? words.trunk}
          <span className={styles.soft}>{standOf(way)}</span>
        </button>
      ))}
      {isLosing && <p className={styles.warning}>▲ {words.endsFlows(endsFlows.join(', '))}</p>}
    </section>
  );
}

function standOf({ state, from = '', played, total, failed }: PlayPart): string {
  return state === 'ready' ? words.notBegun(from) : words.stand(played, total, failed);
}

function useDigits(take: (index: number) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || !isForLab(event)) return;
      event.preventDefault();
      latest.current(Number(event.key) - 1);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
