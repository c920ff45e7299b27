import type { Handlers, ResultOf } from '../../app/bridge/contract.ts';
import { Refusal } from '../../app/errors.ts';
import { engineVersion } from '../../app/session/engine-version.ts';
import type { Origin } from '../../app/session/origin.ts';
import { holdToVersion } from '../../app/session/replay.ts';
import type { State } from '../../app/session/state.ts';
import { sayInstant, writeInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { momentOf, nameMoment } from '../../app/view/moment.ts';
import type { CheckpointHead } from '../adapters/checkpoint-files.ts';
import { readLastState, readPast } from '../adapters/run-past.ts';
import { leftOf, type Runs } from '../runs.ts';

type CheckpointHandlers = Pick<Handlers, Extract<keyof Handlers, `checkpoint.${string}` | 'run.rename'>>;

type RunNode = ResultOf<'checkpoint.list'>['runs'][number];

export function createCheckpointHandlers(runs: Runs, dataDirectory: string): CheckpointHandlers {
  const { emulator, checkpoints, cards } = runs;
  return {
    'checkpoint.make': async ({ name }) => {
      await emulator.submit({ type: 'note-time' });
      const { state } = emulator;
      const moment = momentOf(state);
      const head = { run: runs.current.id, name: name ?? nameMoment(moment), ...moment, engine: engineVersion };
      return tell(await checkpoints.write({ ...head, madeAt: Date.now() }, state));
    },
    'checkpoint.list': async () => {
      const list: RunNode[] = [];
      for (const entry of await runs.list()) list.push({ ...entry, ...(await describeRun(entry)) });
      return {
        runs: list,
        checkpoints: (await checkpoints.list()).map(tell),
        remarks: checkpoints.damaged.map(({ kept }) => `A checkpoint could not be read. Its file is kept as ${kept}.`),
      };
    },
    'checkpoint.rename': async ({ id, name }) => tell(await checkpoints.rename(id, name)),
    'checkpoint.branch': async ({ id, at, run, name }) => {
      const from = id === undefined ? await fromPast(run ?? runs.current.id, Math.round(at ?? 0)) : await fromKept(id);
      return { id: await runs.branch(from, name), at: writeInstant(from.state.at) };
    },
    'checkpoint.delete': async ({ id }) => {
      await checkpoints.remove(id);
      return {};
    },
    'checkpoint.restore': async ({ id }) => tell(await checkpoints.restore(id)),
    'run.rename': async ({ id, name }) => {
      if (!(await runs.list()).some((entry) => entry.id === id)) throw noSuchRun(id);
      await cards.change(id, { name });
      return {};
    },
  };

  async function describeRun({ id, isCurrent }: { id: string; isCurrent: boolean }): Promise<Partial<RunNode>> {
    const card = await cards.read(id);
    const left = isCurrent ? leftOf(emulator.state) : (card.left ?? (await lookUpLeft(id)));
    const named = card.name === undefined ? {} : { name: card.name };
    if (left === undefined) return named;
    const { origin, from, at, ...rest } = left;
    const came = origin === undefined ? {} : { origin: { ...origin, at: writeInstant(origin.at) } };
    return { ...named, ...came, left: { ...rest, from: writeInstant(from), at: writeInstant(at) } };
  }

  /** A run that was killed left no card. */
  async function lookUpLeft(id: string) {
    const state = await readLastState(dataDirectory, id).catch((fault: unknown) => {
      if (fault instanceof Refusal) return undefined;
      throw fault;
    });
    if (state === undefined) return undefined;
    const left = leftOf(state);
    await cards.change(id, { left }).catch(() => undefined);
    return left;
  }

  async function fromKept(id: string): Promise<{ origin: Origin; state: State }> {
    const { head, state } = await checkpoints.read(id);
    holdToVersion(state.version);
    return { origin: { run: head.run, at: state.at, checkpoint: id }, state };
  }

  /** Until when anything is known of a run. */
  async function presentOf(run: string): Promise<Millis> {
    if (run === runs.current.id) return emulator.now;
    if (!(await runs.list()).some(({ id }) => id === run)) throw noSuchRun(run);
    const last = await readLastState(dataDirectory, run);
    if (last === undefined) throw noSuchRun(run);
    return last.at;
  }

  /** What was before a run branched off lies in the run that it came of. */
  async function fromPast(run: string, at: Millis): Promise<{ origin: Origin; state: State }> {
    const present = await presentOf(run);
    if (at > present) throw notYet(present);
    const past = await readPast(dataDirectory, run, at);
    if (past === 'nothing-kept') throw noSuchRun(run);
    if ('state' in past) return { origin: { run, at }, state: past.state };
    const { state, isWhole } = past.tooEarly;
    if (isWhole && state.origin !== undefined) return fromPast(state.origin.run, at);
    throw tooEarly(state.at, isWhole);
  }
}

function tell({ engine, at, madeAt, ...head }: CheckpointHead): ResultOf<'checkpoint.make'> {
  return { ...head, at: writeInstant(at), madeAt: writeInstant(madeAt), usable: engine === engineVersion };
}

function notYet(now: Millis): Refusal {
  return new Refusal(
    'not-yet',
    `That moment has not come in this run: it has got to ${sayInstant(now)}. Choose an earlier one.`,
  );
}

function tooEarly(from: Millis, isWhole: boolean): Refusal {
  const why = isWhole ? 'The run began' : 'What was earlier is no longer kept: the log goes back to';
  return new Refusal('too-early', `${why} ${isWhole ? 'at ' : ''}${sayInstant(from)}. Choose a later moment.`);
}

function noSuchRun(id: string): Refusal {
  return new Refusal('no-such-run', `There is no run "${id.slice(0, 80)}" that can be read.`);
}
