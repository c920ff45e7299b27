import type { LogLine } from '../ports.ts';
import type { Millis } from '../time/instant.ts';
import type { SessionEvent } from './event.ts';
import { evolve } from './evolve.ts';
import { holdToVersion } from './replay.ts';
import type { State } from './state.ts';

/**
 * The state at an instant, everything of that instant included, folded from `from` or from the beginning of a run.
 * `undefined` when the lines begin later. Throws a `Refusal` (`other-version`) as `foldLog` does.
 */
export function stateAt(lines: Iterable<LogLine>, at: Millis, from?: State): State | undefined {
  if (from !== undefined) holdToVersion(from.version);
  if (from !== undefined && from.at > at) return undefined;
  let state = from;
  for (const line of lines) {
    if (line.at > at) break;
    for (const event of line.events) {
      const past = untilThen(event, at);
      if (past === undefined) continue;
      if (past.type === 'run-started' || past.type === 'run-branched') holdToVersion(past.engine);
      state = evolve(state, past);
    }
  }
  return state === undefined ? undefined : { ...state, at: Math.max(state.at, at) };
}

/** The part of an event that had happened: a jump stands in one line, with all that came on its way. */
function untilThen(event: SessionEvent, at: Millis): SessionEvent | undefined {
  if (event.at > at) return undefined;
  if (event.type === 'clock-jumped') return event.to > at ? undefined : event;
  if (event.type !== 'connection-decided' && event.type !== 'lookup-decided') return event;
  const { count, lastAt } = event;
  if (lastAt <= at) return event;
  const every = (lastAt - event.at) / (count - 1);
  const happened = Math.floor((at - event.at) / every) + 1;
  return { ...event, count: happened, lastAt: event.at + (happened - 1) * every };
}
