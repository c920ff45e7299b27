import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ResultOf } from '../app/bridge/contract.ts';
import { Emulator, type RunLog } from '../app/emulator.ts';
import type { Environment } from '../app/environment/environment.ts';
import { Refusal } from '../app/errors.ts';
import type { LogLine } from '../app/ports.ts';
import { foldLog } from '../app/session/replay.ts';
import { minute } from '../app/time/instant.ts';
import { saySpan } from '../app/time/span.ts';
import { type OpenedRun, openRun } from './adapters/jsonl-event-log.ts';
import type { Preferences } from './adapters/preferences.ts';
import { createRun, listRuns } from './adapters/runs.ts';
import { steadyTime } from './adapters/steady-time.ts';
import { loadEnvironmentFile } from './files/load-environment.ts';
import { packageRoot } from './package-root.ts';

/** The run that goes on in this process. */
export type CurrentRun = {
  readonly id: string;
  readonly log: OpenedRun;
  /** The latest lines of the log, oldest first. */
  readonly recent: readonly LogLine[];
  /** What went differently than expected while opening, one sentence each. */
  readonly remarks: readonly string[];
};

export type Runs = {
  /** The same object for every run. */
  readonly emulator: Emulator;
  readonly current: CurrentRun;
  /** Starts a new run and goes on with it; answers its id. The run before is kept. */
  start(environment: Environment): Promise<string>;
  /** Goes on with an earlier run. Throws a `Refusal` when there is none of that name. */
  open(id: string): Promise<void>;
  list(): Promise<ResultOf<'run.list'>>;
  /** The environment that the current run began with. */
  startedWith(): Promise<Environment>;
  /** Told while the run before still goes on, so that what is open in it can be ended. */
  onLeave(listener: () => Promise<void> | void): void;
  close(): Promise<void>;
};

export type RunChoice = {
  readonly dataDirectory: string;
  readonly preferences: Preferences;
  /** Starts a new run; the run before is kept. */
  readonly environmentFile?: string;
  readonly wallNow: () => number;
};

const firstEnvironment = join(packageRoot, 'examples', 'acme', 'one-policy.environment.yaml');
const recentLength = 400;

/** Goes on with the last run, or starts one: with the environment that is named, else the shipped one. */
export async function openRuns(choice: RunChoice): Promise<Runs> {
  const { preferences, environmentFile } = choice;
  const { lastRun } = preferences.values;
  if (environmentFile === undefined && lastRun !== undefined) {
    const opened = await openIfAny(choice, lastRun);
    if (opened !== undefined) return runsOver(choice, opened);
  }
  const environment = await loadEnvironmentFile(environmentFile ?? firstEnvironment);
  const remarks =
    lastRun === undefined
      ? []
      : [
          environmentFile === undefined
            ? `The run ${lastRun} held nothing that could be read, so a new one was started.`
            : `A new run was started. The run before it is kept as ${lastRun}.`,
        ];
  return runsOver(choice, await createFresh(choice, environment, remarks));
}

async function runsOver(choice: RunChoice, first: OpenedHere): Promise<Runs> {
  let current = first;
  const leaving: (() => Promise<void> | void)[] = [];
  const emulator: Emulator = new Emulator({ ...first.begin(() => emulator), time: steadyTime });
  emulator.onChange((_state, lines) => current.remember(lines));
  const go = async (opened: OpenedHere) => {
    for (const listener of leaving) await listener();
    await emulator.submit({ type: 'note-time' });
    const before = current;
    current = opened;
    await emulator.switchTo(opened.begin(() => emulator));
    await before.log.close();
    choice.preferences.update({ lastRun: opened.id });
  };
  choice.preferences.update({ lastRun: first.id });
  return {
    emulator,
    get current() {
      return current;
    },
    start: async (environment) => {
      const kept = [`A new run was started. The run before it is kept as ${current.id}.`];
      const opened = await createFresh(choice, environment, kept);
      await go(opened);
      return opened.id;
    },
    open: async (id) => {
      if (id !== current.id) await go(await attach(choice, id, []));
    },
    list: async () =>
      (await listRuns(choice.dataDirectory)).map((entry) => ({ ...entry, isCurrent: entry.id === current.id })),
    startedWith: async () => {
      const { lines } = await current.log.readLines({ before: 2, limit: 1 });
      const [started] = lines.flatMap(({ events }) => events);
      if (started?.type === 'run-started') return started.environment;
      // Its beginning was too long ago to be kept.
      return ((await current.log.readOldest()).state ?? emulator.state).environment;
    },
    onLeave: (listener) => void leaving.push(listener),
    close: () => current.log.close(),
  };
}

/** A run whose log is open, before and while the emulator goes on with it. */
type OpenedHere = CurrentRun & {
  /** What an emulator takes up; its state goes into the heads of the log's segments. */
  begin(emulator: () => Emulator | undefined): RunLog;
  remember(lines: readonly LogLine[]): void;
};

/** Writes the beginning of a run; whoever goes on with it finds it begun. */
async function createFresh(
  choice: RunChoice,
  environment: Environment,
  remarks: readonly string[],
): Promise<OpenedHere> {
  const id = await createRun(choice.dataDirectory, choice.wallNow());
  const opened = await attach(choice, id, remarks);
  const { log } = opened;
  const starter = new Emulator({ log, time: steadyTime });
  starter.onChange((_state, lines) => opened.remember(lines));
  await starter.submit({ type: 'start-run', environment });
  await starter.submit({ type: 'follow-clock', speed: 1 });
  const resume = { state: starter.state, lastLine: starter.revision };
  return { ...opened, begin: (emulator) => ({ ...opened.begin(emulator), resume }) };
}

/** Absent when the run is gone or holds no line. */
async function openIfAny(choice: RunChoice, id: string): Promise<OpenedHere | undefined> {
  const run = await attach(choice, id, []).catch((fault: unknown) => {
    if (fault instanceof Refusal && fault.code === 'no-such-run') return undefined;
    throw fault;
  });
  if (run === undefined || run.log.lastLine > 0) return run;
  await run.log.close();
  return undefined;
}

async function attach(choice: RunChoice, id: string, remarks: readonly string[]): Promise<OpenedHere> {
  const closedFor = spanSinceLastWrite(choice, id);
  let emulatorOf: () => Emulator | undefined = () => undefined;
  const log = await openRun(choice.dataDirectory, id, {
    snapshotState: () => {
      const emulator = emulatorOf();
      return emulator === undefined ? undefined : { after: emulator.revision, state: emulator.state };
    },
  });
  const state = foldLog(log.lines, log.state);
  const recent: LogLine[] = log.lines.slice(-recentLength);
  const wasFollowing = state?.clock.mode === 'following';
  return {
    id,
    log,
    recent,
    remarks: [...remarks, ...remarksOn(log), ...(wasFollowing && closedFor > minute ? [remarkOnPause(closedFor)] : [])],
    begin: (emulator) => {
      emulatorOf = emulator;
      return { log, ...(state === undefined ? {} : { resume: { state, lastLine: log.lastLine } }) };
    },
    remember: (lines) => {
      recent.push(...lines);
      if (recent.length > 2 * recentLength) recent.splice(0, recent.length - recentLength);
    },
  };
}

function remarksOn({ damaged, droppedTail }: OpenedRun): readonly string[] {
  const torn =
    droppedTail === undefined ? [] : ['The last line of the log was torn and was dropped; all before it is there.'];
  const broken =
    damaged === undefined
      ? []
      : [`The log was damaged. What could be read goes on; the damaged file is kept as ${damaged.kept}.`];
  return [...torn, ...broken];
}

function remarkOnPause(closedFor: number): string {
  return `The emulator was closed for ${saySpan(closedFor)} and its time stood still. Advance the clock by that much if it should have passed.`;
}

function spanSinceLastWrite({ dataDirectory, wallNow }: RunChoice, id: string): number {
  try {
    return wallNow() - statSync(join(dataDirectory, 'runs', id)).mtimeMs;
  } catch {
    return 0;
  }
}
