import type { Handlers } from '../../app/bridge/contract.ts';
import type { Runs } from '../runs.ts';
import type { Starts } from '../starts.ts';
import { chooseEnvironment } from './environment.ts';

type RunHandlers = Pick<Handlers, 'run.list' | 'run.start' | 'run.open'>;

export function createRunHandlers(runs: Runs, starts: Starts): RunHandlers {
  return {
    'run.list': () => runs.list(),
    'run.start': async ({ start, environment }) => {
      const chosen = await chooseEnvironment(starts, start, environment);
      return { id: await runs.start(chosen ?? (await runs.startedWith())) };
    },
    'run.open': async ({ id }) => {
      await runs.open(id);
      return { id };
    },
  };
}
