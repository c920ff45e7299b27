import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Emulator, type RunLog } from '../app/emulator.ts';
import type { Environment } from '../app/environment/environment.ts';
import { Refusal } from '../app/errors.ts';
import type { LogLine } from '../app/ports.ts';
import type { Origin } from '../app/session/origin.ts';
import { foldLog } from '../app/session/replay.ts';
import type { State } from '../app/session/state.ts';
import { minute } from '../app/time/instant.ts';
import { saySpan } from '../app/time/span.ts';
import { layoutOf } from './adapters/data-directory.ts';
import { type OpenedRun, openRun } from './adapters/jsonl-event-log.ts';
import { createRun, lastWrittenAt } from './adapters/runs.ts';
import { steadyTime } from './adapters/steady-time.ts';

/** The run that goes on in this process. */
export type CurrentRun = {
  readonly id: string;
  readonly log: OpenedRun;
  /** The latest lines of the log, oldest first. */
  readonly recent: readonly LogLine[];
  /** What went differently than expected while opening, one sentence each. */
  readonly remarks: readonly string[];
};

/** A run whose log is open, before and while the emulator goes on with it. */
export type RunHere = CurrentRun & {
  /** What an emulator takes up; its state goes into the heads of the log's segments. */
  begin(emulator: () => Emulator | undefined): RunLog;
  remember(lines: readonly LogLine[]): void;
};

export type RunPlace = {
  readonly dataDirectory: string;
  readonly wallNow: () => number;
  /** Whether the clock of a new run stands until it is told to move. */
  readonly startsFrozen?: boolean;
  /** Told when a run's files could not be kept in order; the run goes on. */
  readonly onTrouble: (fault: Refusal) => void;
};

/** More than a window shows. Of what is kept longer than connections last, each costs the collector dear. */
const recentLength = 150;

/** How a run begins: with an environment, or at a moment of another run. */
export type RunBeginning = { readonly environment: Environment } | { readonly origin: Origin; readonly state: State };

/** Writes the beginning of a run; whoever goes on with it finds it begun. Nothing stays of one that can't be written. */
export async function createFresh(
  place: RunPlace,
  beginning: RunBeginning,
  remarks: readonly string[],
): Promise<RunHere> {
  const id = await createRun(place.dataDirectory, place.wallNow());
  const opened = await attach(place, id, remarks).catch(async (fault: unknown) => {
    await rm(join(layoutOf(place.dataDirectory).runs, id), { recursive: true, force: true });
    throw fault;
  });
  const { log } = opened;
  try {
    const starter = new Emulator({ log, time: steadyTime });
    starter.onChange((_state, lines) => opened.remember(lines));
    if ('origin' in beginning) await starter.submit({ type: 'branch-run', ...beginning });
    else {
      await starter.submit({ type: 'start-run', ...beginning });
      if (place.startsFrozen !== true) await starter.submit({ type: 'follow-clock', speed: 1 });
    }
    const resume = { state: starter.state, lastLine: starter.revision };
    return { ...opened, begin: (emulator) => ({ ...opened.begin(emulator), resume }) };
  } catch (fault) {
    await discard(opened);
    throw fault;
  }
}

/** Takes away a run that was begun and that nobody has gone on with. */
export async function discard({ log }: RunHere): Promise<void> {
  await log.close();
  await rm(log.directory, { recursive: true, force: true });
}

/** Absent when the run is gone or holds no line that can be read. Throws a `Refusal` for one of another version. */
export async function openIfAny(place: RunPlace, id: string): Promise<RunHere | undefined> {
  const run = await attach(place, id, []).catch((fault: unknown) => {
    if (fault instanceof Refusal && fault.code === 'no-such-run') return undefined;
    throw fault;
  });
  if (run === undefined || run.log.lastLine > 0) return run;
  await run.log.close();
  return undefined;
}

async function attach(place: RunPlace, id: string, remarks: readonly string[]): Promise<RunHere> {
  const { dataDirectory, wallNow, onTrouble } = place;
  const writtenAt = await lastWrittenAt(dataDirectory, id);
  let emulatorOf: () => Emulator | undefined = () => undefined;
  const log = await openRun(dataDirectory, id, {
    onTrouble,
    snapshotState: () => {
      const emulator = emulatorOf();
      return emulator === undefined ? undefined : { after: emulator.revision, state: emulator.state };
    },
  });
  const state = await foldOrClose(log);
  const recent: LogLine[] = log.lines.slice(-recentLength);
  const closedFor = writtenAt === undefined || state?.clock.mode !== 'following' ? 0 : wallNow() - writtenAt;
  return {
    id,
    log,
    recent,
    remarks: [...remarks, ...remarksOn(log), ...(closedFor > minute ? [remarkOnPause(closedFor)] : [])],
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

async function foldOrClose(log: OpenedRun): Promise<ReturnType<typeof foldLog>> {
  try {
    return foldLog(log.lines, log.state);
  } catch (fault) {
    await log.close();
    throw fault;
  }
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
