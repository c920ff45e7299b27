import { JournalRecord } from '../../app/view/journal-record.ts';
import { TimelineRecord } from '../../app/view/timeline-record.ts';
import { takingTurns } from '../adapters/taking-turns.ts';
import type { CurrentRun } from '../run-here.ts';
import type { Runs } from '../runs.ts';

/** What was read of a run's log by now. */
export type Reading = {
  readonly run: CurrentRun;
  readonly timeline: TimelineRecord;
  readonly journal: JournalRecord;
  lastLine: number;
};

export type RunReading = {
  /** Resolves when everything up to this moment was read. */
  whole(): Promise<Reading>;
  /** Resolves no later than after so many real milliseconds, with what there is; reading goes on. */
  within(patience: number): Promise<Reading>;
  /** Forgets what the log does not hold any more. */
  forget(reading: Reading): Promise<void>;
};

/** Lines that are read in one go; between two goes everything else has its turn. */
const pageLength = 1000;

/** Reads the current run's log once, from the first question on, and then only what was added. */
export function createRunReading(runs: Runs): RunReading {
  let known: Reading | undefined;
  const begun = async (): Promise<Reading> => {
    const { current } = runs;
    if (known?.run === current) return known;
    const { after, state } = await current.log.readOldest();
    known = {
      ...{ run: current, timeline: new TimelineRecord(state), journal: new JournalRecord(state), lastLine: after },
    };
    return known;
  };
  const inTurn = takingTurns();
  const whole = () => inTurn(async () => readOn(runs, await begun()));
  return {
    whole,
    within: async (patience) => {
      const reading = whole();
      const isOver = await Promise.race([reading.then(() => true), after(patience)]);
      return isOver ? reading : known?.run === runs.current ? known : reading;
    },
    forget: (reading) =>
      inTurn(async () => reading.journal.forgetBefore((await reading.run.log.readOldest()).after + 1)),
  };
}

async function readOn({ emulator }: Runs, reading: Reading): Promise<Reading> {
  const end = emulator.revision;
  const { people } = emulator.state.environment;
  const nameOf = (id: string) => `${id} ${people[id]?.name ?? ''} ${people[id]?.email ?? ''}`;
  while (reading.lastLine < end) {
    const last = Math.min(end, reading.lastLine + pageLength);
    const { lines } = await reading.run.log.readLines({ before: last + 1, limit: last - reading.lastLine });
    for (const line of lines) {
      reading.timeline.take(line);
      reading.journal.take(line, nameOf);
    }
    reading.lastLine = last;
  }
  return reading;
}

function after(patience: number): Promise<false> {
  return new Promise((resolve) => setTimeout(() => resolve(false), patience));
}
