import type { LogLine } from '../../app/ports.ts';
import type { Stage } from '../../app/scenario/acts.ts';
import type { StepReport } from '../../app/scenario/report.ts';
import type { FlatStep } from '../../app/scenario/unroll.ts';
import type { KeptPlay } from '../adapters/play-file.ts';
import { sha256Hex } from '../adapters/sha256.ts';

/** The trunk of a scenario or one of its branches, as far as it was played; each has a run of its own. */
export type PlayedPart = {
  /** Absent: the trunk. */
  readonly branch?: string;
  readonly run: string;
  readonly steps: readonly FlatStep[];
  readonly stage: Stage;
  /** Of each step that was played, in order. */
  readonly reports: (readonly StepReport[])[];
  /** The last line of the run's log at the beginning, and after each step that was played. */
  readonly lastLines: number[];
  /** Tells the run from another one of its name. */
  readonly mark: string;
  /** Present while steps are played: the line after which that is not noted yet. */
  playingAfter?: number;
};

/** What a later start needs to go on with it. */
export function partToKeep(part: PlayedPart): KeptPlay['parts'][number] {
  const { branch, run, mark, reports, stage, playingAfter } = part;
  const [begunAfter = 0, ...lastLines] = part.lastLines;
  return {
    ...(branch === undefined ? {} : { branch }),
    ...{ run, begunAfter, mark, flows: [...stage.flows] },
    played: lastLines.map((lastLine, index) => ({ lastLine, reports: reports[index] ?? [] })),
    ...(playingAfter === undefined ? {} : { playingAfter }),
  };
}

/** Of the last line that a part found when it began. */
export function markOf(line: LogLine): string {
  return sha256Hex(JSON.stringify(line));
}
