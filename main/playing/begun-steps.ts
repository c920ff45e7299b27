import { Emulator } from '../../app/emulator.ts';
import type { LogLine } from '../../app/ports.ts';
import type { Stage } from '../../app/scenario/acts.ts';
import { playStep } from '../../app/scenario/play.ts';
import type { StepReport } from '../../app/scenario/report.ts';
import type { FlatStep } from '../../app/scenario/unroll.ts';
import { foldLog } from '../../app/session/replay.ts';
import type { State } from '../../app/session/state.ts';
import type { OpenedRun } from '../adapters/jsonl-event-log.ts';
import { liveStage } from './live-stage.ts';

/** What the log of a run says of steps whose end was not noted. */
export type BegunSteps = {
  /** The state before them. */
  readonly before: State;
  /** Those of which anything is in the log, as they come out; absent when other things happened among them. */
  readonly played?: readonly { readonly lastLine: number; readonly reports: readonly StepReport[] }[];
  /** What the last of them still does. */
  readonly rest: readonly LogLine[];
  /** As the last of them leaves it. */
  readonly stage: Stage;
};

/**
 * Plays the steps that came after a line of the log anew, in memory, and compares: deciding is the same each time, so the log
 * holds a beginning of them or something else happened. Absent when the state at that line is no longer at hand.
 */
export async function readBegunSteps(
  { lines, lastLine, state }: Pick<OpenedRun, 'lines' | 'lastLine' | 'state'>,
  after: number,
  steps: readonly FlatStep[],
  flows: Stage['flows'],
): Promise<BegunSteps | undefined> {
  const isAtHand = after >= lastLine - lines.length && after > 0;
  const before = isAtHand
    ? foldLog(
        lines.filter(({ n }) => n <= after),
        state,
      )
    : undefined;
  if (before === undefined) return undefined;
  const tail = lines.filter(({ n }) => n > after);
  const anew: LogLine[] = [];
  const emulator = new Emulator({
    log: { append: async (more) => void anew.push(...more) },
    time: { now: () => 0 },
    resume: { state: before, lastLine: after },
  });
  bookDeliveries(emulator, tail, anew);
  const stage = liveStage({ emulator, flows: new Map(flows), kept: new Map() });
  const played: { lastLine: number; reports: readonly StepReport[] }[] = [];
  for (const step of steps) {
    if (anew.length >= tail.length) break;
    const reports = await playStep(stage, step).catch(() => undefined);
    if (reports === undefined) break;
    played.push({ lastLine: emulator.revision, reports });
  }
  const isSame = tail.every((line, index) => JSON.stringify(line) === JSON.stringify(anew[index]));
  return { before, ...(isSame ? { played } : {}), rest: anew.slice(tail.length), stage };
}

/** What became of a real notification is told when the desktop tells it, in between. */
function bookDeliveries(emulator: Emulator, tail: readonly LogLine[], anew: readonly LogLine[]): void {
  emulator.onChange(() => {
    const next = tail[anew.length]?.command;
    if (next?.type === 'report-delivery') void emulator.submit(next).catch(() => undefined);
  });
}
