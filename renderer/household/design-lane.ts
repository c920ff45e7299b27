import type { ResultOf } from '../../app/bridge/contract.ts';
import { type Millis, second } from '../../app/time/instant.ts';
import { sayToMinute } from '../../app/time/span.ts';

export type Design = ResultOf<'design.compare'>['here'];

export type LaneStep = {
  readonly age: Millis;
  /** `7 d`. */
  readonly said: string;
  readonly policies: readonly string[];
  /** Destinations, then suffixes of names as `*.corp.internal`. */
  readonly dying: readonly string[];
  /** How many destinations still answer from then on. */
  readonly left: number;
  readonly lost: number;
};

/** One design as it is drawn: what still answers at each age of the session. */
export type Lane = {
  readonly name: string;
  /** The point of it, in one or two sentences. */
  readonly headline: string;
  /** Destinations that answer at the sign-in. */
  readonly total: number;
  readonly steps: readonly LaneStep[];
  readonly never: readonly string[];
  readonly areNamesSafe: boolean;
};

export function laneOf(design: Design): Lane {
  const total = design.never.destinations.length + sum(design.expiries.map(({ destinations }) => destinations.length));
  let left = total;
  const steps = design.expiries.map(({ afterSeconds, policies, destinations, names }): LaneStep => {
    left -= destinations.length;
    const age = afterSeconds * second;
    const dying = [...destinations, ...names.map(belowSuffix)];
    return { age, said: sayToMinute(age), policies, dying, left, lost: destinations.length };
  });
  const areNamesSafe = design.expiries.every(({ names }) => names.length === 0) && design.never.names.length > 0;
  const never = [...design.never.destinations, ...design.never.names.map(belowSuffix)];
  const lane = { name: design.name, total, steps, never, areNamesSafe };
  return { ...lane, headline: sayLane(lane, design) };
}

/** The age at the right edge of both drawings, so that they can be compared. */
export function ageShown(lanes: readonly Lane[]): Millis {
  return Math.max(second, ...lanes.flatMap(({ steps }) => steps.map(({ age }) => age))) * 1.18;
}

function sayLane({ total, steps, areNamesSafe }: Omit<Lane, 'headline'>, { expiries }: Design): string {
  const [first] = steps;
  if (first === undefined) return 'Nothing dies, whatever the age.';
  const names = expiries[0]?.names.length ? ' and the private names' : '';
  const safe = areNamesSafe ? ' Private names go on resolving.' : '';
  if (steps.length === 1)
    return `${first.lost} of ${total} destinations${names} die at once, after ${first.said}.${safe}`;
  return `The first expiry takes ${first.lost} of ${total} destinations${names}, after ${first.said}.${safe}`;
}

const belowSuffix = (suffix: string) => `*.${suffix}`;
const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);
