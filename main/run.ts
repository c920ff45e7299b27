import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Emulator } from '../app/emulator.ts';
import type { Environment } from '../app/environment/environment.ts';
import type { LogLine } from '../app/ports.ts';
import { foldLog } from '../app/session/replay.ts';
import { minute } from '../app/time/instant.ts';
import { saySpan } from '../app/time/span.ts';
import { type OpenedRun, openRun } from './adapters/jsonl-event-log.ts';
import type { Preferences } from './adapters/preferences.ts';
import { createRun } from './adapters/runs.ts';
import { steadyTime } from './adapters/steady-time.ts';
import { loadEnvironmentFile } from './files/load-environment.ts';
import { packageRoot } from './package-root.ts';

/** A run in this process: its log, and the emulator that goes on with it. */
export type LiveRun = {
  readonly id: string;
  readonly log: OpenedRun;
  readonly emulator: Emulator;
  /** The latest lines of the log, oldest first; kept up to date. */
  recent(): readonly LogLine[];
  /** What went differently than expected while opening, one sentence each. */
  readonly remarks: readonly string[];
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
export async function openLiveRun(choice: RunChoice): Promise<LiveRun> {
  const { preferences, environmentFile } = choice;
  const { lastRun } = preferences.values;
  if (environmentFile !== undefined || lastRun === undefined) {
    const environment = await loadEnvironmentFile(environmentFile ?? firstEnvironment);
    const kept = lastRun === undefined ? [] : [`A new run was started. The run before it is kept as ${lastRun}.`];
    return await startRun(choice, environment, kept);
  }
  const opened = await goOn(choice, lastRun);
  if (opened !== undefined) return opened;
  const environment = await loadEnvironmentFile(firstEnvironment);
  return await startRun(choice, environment, [
    `The run ${lastRun} held nothing that could be read, so a new one was started.`,
  ]);
}

async function startRun(choice: RunChoice, environment: Environment, remarks: readonly string[]): Promise<LiveRun> {
  const id = await createRun(choice.dataDirectory, choice.wallNow());
  const run = await attach(choice, id, remarks);
  await run.emulator.submit({ type: 'start-run', environment });
  await run.emulator.submit({ type: 'follow-clock', speed: 1 });
  choice.preferences.update({ lastRun: id });
  return run;
}

async function goOn(choice: RunChoice, id: string): Promise<LiveRun | undefined> {
  const run = await attach(choice, id, []).catch((fault: unknown) => {
    if (fault instanceof Error && 'code' in fault && fault.code === 'no-such-run') return undefined;
    throw fault;
  });
  return run?.recent().length === 0 ? undefined : run;
}

async function attach(choice: RunChoice, id: string, remarks: readonly string[]): Promise<LiveRun> {
  const closedFor = spanSinceLastWrite(choice, id);
  let emulator: Emulator | undefined;
  const log = await openRun(choice.dataDirectory, id, {
    snapshotState: () => (emulator === undefined ? undefined : { after: emulator.revision, state: emulator.state }),
  });
  const state = foldLog(log.lines, log.state);
  const recent: LogLine[] = log.lines.slice(-recentLength);
  emulator = new Emulator({
    log,
    time: steadyTime,
    ...(state === undefined ? {} : { resume: { state, lastLine: log.lastLine } }),
  });
  emulator.onChange((_state, lines) => {
    recent.push(...lines);
    if (recent.length > 2 * recentLength) recent.splice(0, recent.length - recentLength);
  });
  const wasFollowing = state?.clock.mode === 'following';
  return {
    id,
    log,
    emulator,
    recent: () => recent,
    remarks: [...remarks, ...remarksOn(log), ...(wasFollowing && closedFor > minute ? [remarkOnPause(closedFor)] : [])],
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
