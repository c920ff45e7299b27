import { basename, join } from 'node:path';
import type { ResultOf } from '../app/bridge/contract.ts';
import { longestNodeName } from '../app/bridge/shapes.ts';
import { Emulator } from '../app/emulator.ts';
import type { Environment } from '../app/environment/environment.ts';
import { Refusal } from '../app/errors.ts';
import type { Origin } from '../app/session/origin.ts';
import type { State } from '../app/session/state.ts';
import { momentOf } from '../app/view/moment.ts';
import { aFewTurns } from './adapters/a-few-turns.ts';
import { type CheckpointFiles, openCheckpointFiles } from './adapters/checkpoint-files.ts';
import type { Preferences } from './adapters/preferences.ts';
import { openRunCards, type RunCards, type RunLeft } from './adapters/run-cards.ts';
import { listRuns } from './adapters/runs.ts';
import { steadyTime } from './adapters/steady-time.ts';
import { takingTurns } from './adapters/taking-turns.ts';
import { type ImportedBundle, importBundle } from './files/import-bundle.ts';
import { loadEnvironmentFile } from './files/load-environment.ts';
import { packageRoot } from './package-root.ts';
import {
  type CurrentRun,
  createFresh,
  discard,
  openIfAny,
  type RunBeginning,
  type RunHere,
  type RunPlace,
} from './run-here.ts';

export type Runs = {
  /** The same object for every run. */
  readonly emulator: Emulator;
  readonly current: CurrentRun;
  /** Nothing was here before, and nobody said what to begin with. */
  readonly isFirst: boolean;
  /** Starts a new run and goes on with it; answers its id. The run before is kept, as `remarks` say unless told. */
  start(environment: Environment, remarks?: readonly string[]): Promise<string>;
  /** Starts a run at a moment of another one, and goes on with it; answers its id. */
  branch(beginning: Extract<RunBeginning, { origin: Origin }>, name?: string): Promise<string>;
  /**
   * Makes a run of a bundle's file and goes on with it, at its end; in lists it is called after it. Throws as `importBundle`
   * does.
   */
  openBundle(path: string, name: string): Promise<ImportedBundle>;
  /** Goes on with an earlier run. Throws a `Refusal` when there is none of that name, or nothing in it. */
  open(id: string): Promise<void>;
  list(): Promise<ResultOf<'run.list'>>;
  readonly cards: RunCards;
  readonly checkpoints: CheckpointFiles;
  /** The environment that the current run began with. */
  startedWith(): Promise<Environment>;
  /** Told while the run before still goes on, so that what is open in it can be ended. */
  onLeave(listener: () => Promise<void> | void): void;
  /** Ends what was open when the process before ended; to be called once what it was in the middle of was looked at. */
  endLeftovers(): Promise<void>;
  close(): Promise<void>;
};

export type RunChoice = RunPlace & {
  readonly preferences: Preferences;
  /** Starts a new run; the run before is kept. */
  readonly environmentFile?: string;
  /** Goes on with a run made of this `*.warp-session.json`; the run before is kept. */
  readonly bundleFile?: string;
};

const firstEnvironment = join(packageRoot, 'examples', 'acme', 'one-policy.environment.yaml');

/** Goes on with the last run, or starts one: with the environment that is named, else the shipped one. */
export async function openRuns(choice: RunChoice): Promise<Runs> {
  const { preferences, environmentFile, bundleFile } = choice;
  const { lastRun } = preferences.values;
  if (bundleFile !== undefined) return openBundleFirst(choice, bundleFile);
  let unread = 'held nothing that could be read';
  if (environmentFile === undefined && lastRun !== undefined) {
    const opened = await openIfAny(choice, lastRun).catch((fault: unknown) => {
      if (!(fault instanceof Refusal && fault.code === 'other-version')) throw fault;
      unread = 'was made by another version of the emulator and is kept as it is';
      return undefined;
    });
    if (opened !== undefined) return runsOver(choice, opened, false);
  }
  const environment = await loadEnvironmentFile(environmentFile ?? firstEnvironment);
  const remarks =
    lastRun === undefined
      ? []
      : [
          environmentFile === undefined
            ? `The run ${lastRun} ${unread}, so a new one was started.`
            : keptRemark(lastRun),
        ];
  const isFirst = environmentFile === undefined && (await listRuns(choice.dataDirectory)).length === 0;
  return runsOver(choice, await createFresh(choice, { environment }, remarks), isFirst);
}

/** The clock stands where the bundle ends, whatever it did there. */
async function openBundleFirst(choice: RunChoice, bundleFile: string): Promise<Runs> {
  const { id } = await importBundle(choice, bundleFile);
  const opened = await openIfAny(choice, id);
  if (opened === undefined) throw new Refusal('no-such-run', `The run of ${bundleFile} can’t be read.`);
  const runs = await runsOver(choice, opened, false);
  await runs.emulator.submit({ type: 'freeze-clock' });
  await runs.cards.change(id, { name: nameAfter(bundleFile) }).catch(choice.onTrouble);
  return runs;
}

/** A run that comes of a file, in as many characters as a name may have. */
function nameAfter(file: string): string {
  return basename(file).slice(0, longestNodeName);
}

async function runsOver(choice: RunChoice, first: RunHere, isFirst: boolean): Promise<Runs> {
  const { preferences } = choice;
  let current = first;
  const leaving: (() => Promise<void> | void)[] = [];
  const emulator: Emulator = new Emulator({ ...first.begin(() => emulator), time: steadyTime, gather: aFewTurns });
  emulator.onChange((_state, lines) => current.remember(lines));
  preferences.update({ lastRun: first.id });

  const cards = openRunCards(choice.dataDirectory, choice.onTrouble);
  await cards.dropLeft(first.id).catch(choice.onTrouble);
  /** A list without it works it out from the log, so a full disk keeps nobody here. */
  const noteLeft = () => cards.change(current.id, { left: leftOf(emulator.state) }).catch(choice.onTrouble);

  const goOnWith = async (opened: RunHere) => {
    for (const listener of leaving) await listener();
    await emulator.submit({ type: 'note-time' });
    preferences.update({ lastRun: opened.id });
    const before = current;
    await noteLeft();
    await emulator.switchTo(() => {
      current = opened;
      return opened.begin(() => emulator);
    });
    await before.log.close();
    await cards.dropLeft(opened.id).catch(choice.onTrouble);
    await endLeftovers(emulator);
  };
  const begin = async (beginning: RunBeginning, remarks: readonly string[]) => {
    const opened = await createFresh(choice, beginning, remarks);
    await goOnWith(opened).catch(async (fault: unknown) => {
      if (current !== opened) await discard(opened);
      throw fault;
    });
    return opened;
  };
  const open = async (id: string) => {
    if (id === current.id) return;
    const opened = await openIfAny(choice, id);
    if (opened === undefined) throw new Refusal('no-such-run', await sayNoSuchRun(choice.dataDirectory, id));
    await goOnWith(opened).catch(async (fault: unknown) => {
      if (current !== opened) await opened.log.close();
      throw fault;
    });
  };
  // One change of the run after another: each ends what the one before began.
  const inTurn = takingTurns();
  return {
    ...{ emulator, isFirst },
    get current() {
      return current;
    },
    cards,
    checkpoints: openCheckpointFiles(choice.dataDirectory),
    start: (environment, remarks) =>
      inTurn(() => begin({ environment }, remarks ?? [keptRemark(current.id)]).then(({ id }) => id)),
    branch: (beginning, name) =>
      inTurn(async () => {
        const { id } = await begin(beginning, []);
        if (name !== undefined) await cards.change(id, { name });
        return id;
      }),
    open: (id) => inTurn(() => open(id)),
    openBundle: (path, name) =>
      inTurn(async () => {
        const imported = await importBundle(choice, path, name);
        await cards.change(imported.id, { name: nameAfter(name) });
        await open(imported.id);
        return imported;
      }),
    list: async () =>
      (await listRuns(choice.dataDirectory)).map((entry) => ({ ...entry, isCurrent: entry.id === current.id })),
    startedWith: async () => {
      const { lines } = await current.log.readLines({ before: 2, limit: 1 });
      const [started] = lines.flatMap(({ events }) => events);
      if (started?.type === 'run-started') return started.environment;
      if (started?.type === 'run-branched') return started.state.environment;
      // Its beginning was too long ago to be kept.
      return ((await current.log.readOldest()).state ?? emulator.state).environment;
    },
    onLeave: (listener) => void leaving.push(listener),
    endLeftovers: () => endLeftovers(emulator),
    close: () =>
      inTurn(async () => {
        await noteLeft();
        await current.log.close();
      }),
  };
}

/** What was open when the process of a run ended is gone: its sockets, and the browser's way back from a sign-in. */
async function endLeftovers(emulator: Emulator): Promise<void> {
  const { flows, reauth } = emulator.state;
  for (const flowId of Object.keys(flows)) await emulator.closeFlow(flowId);
  if (reauth === undefined) return;
  await emulator.submit({ type: 'abandon-reauth', reauthId: reauth.id, why: 'the emulator was closed meanwhile' });
}

export function leftOf(state: State): RunLeft {
  const { origin, environment } = state;
  const from = origin?.at ?? state.startedAt;
  return { environment: environment.name, from, ...momentOf(state), ...(origin === undefined ? {} : { origin }) };
}

function keptRemark(id: string): string {
  return `A new run was started. The run before it is kept as ${id}.`;
}

async function sayNoSuchRun(dataDirectory: string, id: string): Promise<string> {
  const runs = await listRuns(dataDirectory);
  const isThere = runs.some((run) => run.id === id);
  const shown = id.slice(0, 80);
  return isThere
    ? `The run ${shown} holds nothing that can be read, so this run goes on.`
    : `There is no run "${shown}". Open run.list to see those there are.`;
}
