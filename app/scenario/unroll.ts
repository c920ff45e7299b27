import { DecodeError } from '../errors.ts';
import { day } from '../time/instant.ts';
import { saySpan, writeSpan } from '../time/span.ts';
import type { ScenarioStep } from './scenario.ts';

/** A step as it is played, and where it stands in its file. */
export type FlatStep = {
  readonly step: ScenarioStep;
  readonly path: string;
  /** Of a step that repeats, which of its turns it is, counted from 1. */
  readonly turn?: { readonly nth: number; readonly of: number };
};

/** How far from the start of a run a step may be; what happens by itself in between takes its time. */
const latest = 3660 * day;

/** The most steps that a file may come to once its repeats are written out. */
const most = 20_000;

/**
 * The steps with their repeats written out, in the order of time; of equal times the one that stands first. Throws
 * `DecodeError` where they come to too many, or where a step stands before the one above it.
 */
export function unroll(steps: readonly ScenarioStep[], path = 'steps'): readonly FlatStep[] {
  const flat: FlatStep[] = [];
  let before = 0;
  for (const [index, step] of steps.entries()) {
    const place = `${path}[${index}]`;
    if (step.at < before) {
      throw new DecodeError([{ path: `${place}.at`, message: 'a step can’t stand before the one above it' }]);
    }
    before = step.at;
    if (step.repeat !== undefined && 'until' in step.repeat && step.repeat.until < step.at) {
      const message = `it repeats until +${writeSpan(step.repeat.until)}, which is before it begins`;
      throw new DecodeError([
        { path: `${place}.repeat.until`, message, hint: 'until counts from the start of the run' },
      ]);
    }
    const times = timesOf(step);
    if (flat.length + times > most) {
      const message = `the steps come to more than ${most} with their repeats: repeat less often`;
      throw new DecodeError([{ path: `${place}.repeat`, message }]);
    }
    if (step.at + (times - 1) * (step.repeat?.every ?? 0) > latest) {
      const key = step.at > latest ? 'at' : 'repeat';
      throw new DecodeError([
        { path: `${place}.${key}`, message: `it goes beyond ${saySpan(latest)} after the start` },
      ]);
    }
    for (let turn = 0; turn < times; turn += 1) {
      flat.push({
        step: { ...step, at: step.at + turn * (step.repeat?.every ?? 0) },
        path: place,
        ...(step.repeat === undefined ? {} : { turn: { nth: turn + 1, of: times } }),
      });
    }
  }
  return flat.toSorted((a, b) => a.step.at - b.step.at);
}

function timesOf({ at, repeat }: ScenarioStep): number {
  if (repeat === undefined) return 1;
  if ('times' in repeat) return repeat.times;
  return Math.max(1, Math.floor((repeat.until - at) / repeat.every) + 1);
}
