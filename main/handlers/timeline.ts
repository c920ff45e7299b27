import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { timelineOf } from '../../app/view/timeline.ts';
import { TimelineRecord } from '../../app/view/timeline-record.ts';
import type { CurrentRun } from '../run-here.ts';
import type { Runs } from '../runs.ts';

/** Lines that are read in one go; between two goes everything else has its turn. */
const pageLength = 1000;

type Known = { readonly run: CurrentRun; readonly record: TimelineRecord; lastLine: number };

/** Reads a run's log once, from the first question on, and then only what was added. */
export function createTimelineHandlers(runs: Runs): Pick<Handlers, 'timeline.read'> {
  let turn: Promise<Known | undefined> = Promise.resolve(undefined);
  return {
    'timeline.read': async ({ bins, ...range }) => {
      const { emulator } = runs;
      turn = turn.catch(() => undefined).then((known) => caughtUp(runs, known));
      const known = await turn;
      const { state, now } = emulator;
      const { people, person } = state.environment;
      const around = { now, day: person.day, nameOf: (id: string) => people[id]?.name };
      const record = known?.record ?? new TimelineRecord();
      return timelineOf(record, { ...range, count: bins }, around) satisfies ResultOf<'timeline.read'>;
    },
  };
}

async function caughtUp({ current, emulator }: Runs, before: Known | undefined): Promise<Known> {
  const { log } = current;
  const end = emulator.revision;
  const known = before?.run === current ? before : await beginningOf(current);
  while (known.lastLine < end) {
    const last = Math.min(end, known.lastLine + pageLength);
    const { lines } = await log.readLines({ before: last + 1, limit: last - known.lastLine });
    for (const line of lines) known.record.take(line);
    known.lastLine = last;
  }
  return known;
}

async function beginningOf(run: CurrentRun): Promise<Known> {
  const { after, state } = await run.log.readOldest();
  return { run, record: new TimelineRecord(state), lastLine: after };
}
