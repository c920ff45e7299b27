import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { timelineOf } from '../../app/view/timeline.ts';
import type { Runs } from '../runs.ts';
import type { RunReading } from './run-reading.ts';

export function createTimelineHandlers(runs: Runs, reading: RunReading): Pick<Handlers, 'timeline.read'> {
  return {
    'timeline.read': async ({ bins, ...range }) => {
      const { timeline } = await reading.whole();
      const { state, now } = runs.emulator;
      const { people, person } = state.environment;
      const around = { now, day: person.day, nameOf: (id: string) => people[id]?.name };
      return timelineOf(timeline, { ...range, count: bins }, around) satisfies ResultOf<'timeline.read'>;
    },
  };
}
