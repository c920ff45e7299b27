import { Refusal } from '../errors.ts';
import type { LogLine } from '../ports.ts';
import { decide } from './decide.ts';
import { engineVersion } from './engine-version.ts';
import { evolve } from './evolve.ts';
import type { State } from './state.ts';

/**
 * Folds the events of a log; decides nothing and does nothing outside. Throws a `Refusal` (`other-version`) for what
 * another version of the engine wrote.
 */
export function foldLog(lines: Iterable<LogLine>, from?: State): State | undefined {
  if (from !== undefined) holdToVersion(from.version);
  let state = from;
  for (const { events } of lines) {
    for (const event of events) {
      if (event.type === 'run-started' || event.type === 'run-branched') holdToVersion(event.engine);
      state = evolve(state, event);
    }
  }
  return state;
}

export function holdToVersion(written: number | undefined): void {
  if (written === engineVersion) return;
  throw new Refusal(
    'other-version',
    `This run was made by another version of the emulator (its engine is ${written ?? 'older'}, this one is ${engineVersion}). It is kept as it is.`,
  );
}

export type Replay =
  | { readonly same: true; readonly state: State | undefined }
  | { readonly same: false; readonly line: LogLine; readonly got: string };

/**
 * Decides every command of a log again and compares what happens, byte for byte. The first line that comes out
 * differently ends the replay: the engine, a policy or an assumption is not the one that wrote the log.
 */
export function replayLog(lines: Iterable<LogLine>, from?: State, decideAgain = decide): Replay {
  let state = from;
  for (const line of lines) {
    const got = tryDeciding(decideAgain, state, line);
    if (got !== JSON.stringify(line.events)) return { same: false, line, got };
    for (const event of line.events) state = evolve(state, event);
  }
  return { same: true, state };
}

function tryDeciding(decideAgain: typeof decide, state: State | undefined, { command, at }: LogLine): string {
  try {
    return JSON.stringify(decideAgain(state, command, at));
  } catch (fault) {
    return String(fault);
  }
}
