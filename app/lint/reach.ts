import type { ListTable } from '../expression/list-table.ts';
import { type CompiledPolicy, policyParts } from '../policy/compiled-policy.ts';
import type { Phase, Ruleset } from '../policy/ruleset.ts';
import { CubeIndex } from './cube-index.ts';
import { type Cube, meetRegions, type Point, type Region, regionOf, subtract } from './region.ts';
import { allOf, anyOf, holds, type Value } from './value-set.ts';

/** With more steps than this a policy's traffic is too ragged to say what earlier ones leave of it. */
const mostSteps = 2_000;

/** What each policy takes, as sets of traffic, and what those before it leave. */
export type Reach = {
  /** All traffic for which the policy holds; `undefined` when that can't be seen. */
  takenBy(compiled: CompiledPolicy): Region | undefined;
  /** The same by its destinations alone, for whomever and whatever device it takes. */
  trafficOf(compiled: CompiledPolicy): Region | undefined;
  /** The earlier policies that leave nothing to this one; empty when something is left, or that can't be seen. */
  coverOf(compiled: CompiledPolicy, phase: Phase): readonly CompiledPolicy[];
};

export function openReach(ruleset: Ruleset, lists: ListTable): Reach {
  const taken = new Map<CompiledPolicy, Region | undefined>();
  const phases = new Map<Phase, OrderedPhase>();
  const takenBy = (compiled: CompiledPolicy) => {
    if (!taken.has(compiled)) taken.set(compiled, readPolicy(compiled, policyParts, lists));
    return taken.get(compiled);
  };
  return {
    takenBy,
    trafficOf: (compiled) => readPolicy(compiled, ['traffic'], lists),
    coverOf: (compiled, phase) => {
      const wanted = takenBy(compiled);
      const ordered = phases.get(phase) ?? orderPhase(beforeAnd(ruleset, phase), takenBy);
      phases.set(phase, ordered);
      return wanted === undefined || wanted.length === 0 ? [] : findCover(wanted, compiled, ordered);
    },
  };
}

/** A policy that can't be evaluated never matches, so it takes nothing that can be relied on. */
function readPolicy(
  { conditions, isUnresolved }: CompiledPolicy,
  parts: typeof policyParts,
  lists: ListTable,
): Region | undefined {
  if (isUnresolved) return undefined;
  return parts.reduce<Region | undefined>(
    (sum, part) => {
      const condition = conditions[part];
      if (sum === undefined || condition === undefined) return sum;
      const region = regionOf(condition.ast, lists);
      return region === undefined ? undefined : meetRegions(sum, region);
    },
    [new Map()],
  );
}

/** What is not inspected meets no HTTP policy, whatever its precedence (DOMAIN.md §2 fact 14). */
function beforeAnd(ruleset: Ruleset, phase: Phase): readonly CompiledPolicy[] {
  const before = phase === 'http' ? ruleset.inOrder('do-not-inspect') : [];
  return [...before, ...ruleset.inOrder(phase)];
}

type OrderedPhase = {
  readonly policies: readonly CompiledPolicy[];
  readonly positions: ReadonlyMap<CompiledPolicy, number>;
  readonly cubes: readonly Cube[];
  /** The policy of each cube, by its position. */
  readonly owners: readonly number[];
  /** Of each policy, the position of its first cube. */
  readonly starts: readonly number[];
  readonly index: CubeIndex;
};

function orderPhase(
  policies: readonly CompiledPolicy[],
  takenBy: (compiled: CompiledPolicy) => Region | undefined,
): OrderedPhase {
  const cubes: Cube[] = [];
  const owners: number[] = [];
  const starts = policies.map((compiled, position) => {
    const start = cubes.length;
    for (const cube of takenBy(compiled) ?? []) {
      cubes.push(cube);
      owners.push(position);
    }
    return start;
  });
  const positions = new Map(policies.map((compiled, position) => [compiled, position]));
  return { policies, positions, cubes, owners, starts, index: new CubeIndex(cubes.map((cube, at) => [cube, at])) };
}

/**
 * Takes away what earlier policies take, by asking for one point of what is left who takes it. A point that nobody takes
 * ends it at once, which is the common case.
 */
function findCover(wanted: Region, compiled: CompiledPolicy, ordered: OrderedPhase): readonly CompiledPolicy[] {
  const { policies, positions, cubes, owners, starts, index } = ordered;
  const end = starts[positions.get(compiled) ?? -1] ?? 0;
  const takers = new Set<number>();
  const left: Cube[] = [...wanted];
  for (let steps = 0; steps < mostSteps && left.length < mostSteps; steps += 1) {
    const next = left.pop();
    if (next === undefined) {
      return [...takers].sort((a, b) => a - b).flatMap((position) => policies[position] ?? []);
    }
    const point = pointOf(next);
    const taker = index.findFirst(point, end, (position) => isIn(cubes[position], point));
    const cube = taker === undefined ? undefined : cubes[taker];
    if (taker === undefined || cube === undefined) return [];
    takers.add(owners[taker] ?? -1);
    left.push(...subtract(next, cube));
  }
  return [];
}

const alwaysThere = [
  ['net.dst.ip', 'address'],
  ['net.dst.port', 'number'],
  ['net.protocol', 'word'],
] as const;

function pointOf(cube: Cube): Point {
  const point = new Map<string, Value>(alwaysThere.map(([field, kind]) => [field, anyOf(allOf(field, kind))]));
  for (const [field, set] of cube) point.set(field, anyOf(set));
  return point;
}

function isIn(cube: Cube | undefined, point: Point): boolean {
  if (cube === undefined) return false;
  for (const [field, set] of cube) if (!holds(set, point.get(field))) return false;
  return true;
}
