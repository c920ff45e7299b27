import type { ResultOf } from '../../app/bridge/contract.ts';
import { day, hour, type Millis, minute, second } from '../../app/time/instant.ts';
import { sayRoughly } from '../../app/time/span.ts';

export type Trial = ResultOf<'notice.compare'>[number];

/** One design of the notice as it is drawn; instants count from the sign-in. */
export type StudyLane = {
  readonly design: string;
  readonly refused: Millis | undefined;
  /** When somebody could know. */
  readonly seen: Millis | undefined;
  /** Dead while nobody can know; without `to` it has no end within the study. */
  readonly unaware: { readonly from: Millis; readonly to: Millis | undefined } | undefined;
  readonly said: string;
};

export function studyLaneOf(trial: Trial): StudyLane {
  const refused = inMillis(trial.refusedAfterSeconds);
  const seen = inMillis(trial.seenAfterSeconds);
  const isUnaware = refused !== undefined && (seen === undefined || seen > refused);
  return {
    design: trial.design,
    refused,
    seen,
    unaware: isUnaware ? { from: refused, to: seen } : undefined,
    said: sayTrial(refused, seen, trial.notices),
  };
}

export type StudyAxis = { readonly from: Millis; readonly to: Millis; readonly ticks: readonly Millis[] };

const steps = [10 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day] as const;

/** The part of the four weeks in which the designs differ, with some room about it. */
export function studyAxisOf(lanes: readonly StudyLane[]): StudyAxis {
  const known = lanes.flatMap(({ refused, seen }) => [refused, seen]).filter((at) => at !== undefined);
  const first = Math.min(...known, 28 * day);
  const last = Math.max(...known, first + hour);
  const from = Math.max(0, first - (last - first) * 0.12);
  const to = last + (last - first) * 0.2;
  const step = steps.find((candidate) => (to - from) / candidate <= 6) ?? 7 * day;
  const start = Math.ceil(from / step) * step;
  const ticks = Array.from({ length: Math.floor((to - start) / step) + 1 }, (_, index) => start + index * step);
  return { from, to, ticks };
}

function sayTrial(refused: Millis | undefined, seen: Millis | undefined, notices: number): string {
  if (refused === undefined)
    return seen === undefined ? 'Nothing is refused.' : `Somebody knows after ${sayRoughly(seen)}.`;
  const first = `First refused after ${sayRoughly(refused)}`;
  if (seen === undefined) return `${first}. ${sayNotices(notices)}, and nobody ever knows.`;
  if (seen < refused) return `Somebody knows after ${sayRoughly(seen)}. ${first}.`;
  return seen === refused
    ? `${first}, and somebody knows at once.`
    : `${first}. Somebody knows ${sayRoughly(seen - refused)} later.`;
}

const sayNotices = (count: number) => (count === 1 ? 'One notice' : count === 0 ? 'No notice' : `${count} notices`);

const inMillis = (seconds: number | undefined) => (seconds === undefined ? undefined : seconds * second);
