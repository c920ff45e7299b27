import type { ConnectionAttempt } from '../session/command.ts';
import type { State } from '../session/state.ts';
import type { Verdict } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';
import { type Cause, type OtherWorlds, otherWorlds } from './other-worlds.ts';
import { type Probe, playProbe, type Seen } from './probe.ts';
import { costs, probesAtHand } from './probes-at-hand.ts';
import { relevantPolicies } from './relevant-policies.ts';
import { repairWorld, targetOf } from './repaired-world.ts';

/** A probe, and what it shows here. */
export type Step = { readonly probe: Probe; readonly seen: Seen };

/** The one test of a verdict: its steps show here what they show for none of the causes that it excludes. */
export type OneTest = {
  readonly steps: readonly Step[];
  readonly excludes: readonly Cause[];
  /** Causes of which the test does not tell this one. */
  readonly leaves: readonly Cause[];
  /** What the steps show in each of the other worlds. */
  readonly elsewhere: readonly { readonly cause: Cause; readonly seen: readonly Seen[] }[];
};

/** What is seen of a probe that can't be carried out. */
export const impossible = 'impossible';

/** With more policies than this on the way, no world with other policies is thought out. */
const policiesAtMost = 500;

type Trial = Step & {
  /** For each cause, what the probe shows in each of its worlds; `undefined`: it can't be carried out there. */
  readonly elsewhere: ReadonlyMap<Cause, readonly (Seen | undefined)[]>;
};

/**
 * The cheapest test among those that tell the verdict's cause from the most others. Every cause is played: a world is
 * thought out in which the same attempt fails for it, and the probe is tried in both by the engine. One step where one is
 * enough, else two or three whose results count together. `quick`: the best without a sign-in, another person or a mended device,
 * where `sure` needs one. `undefined`: nothing tells it from anything.
 */
export function chooseTests(
  state: State,
  attempt: ConnectionAttempt,
  verdict: Verdict,
  at: Millis,
): { readonly sure: OneTest; readonly quick?: OneTest } | undefined {
  const target = targetOf(state, attempt);
  const probes = probesAtHand(state, target, verdict, at);
  const policies = relevantPolicies(state.environment, addressesOf(state, target.address, probes));
  if (policies.length > policiesAtMost) return undefined;
  const well = repairWorld(state, target, { policies, cause: verdict.class, at });
  const worlds = otherWorlds(well, target, { real: verdict, at }).filter(({ cause }) => cause !== verdict.class);
  const trials = probes.flatMap((probe): readonly Trial[] => {
    const seen = playProbe(state, probe, at);
    return seen === undefined ? [] : [{ probe, seen, elsewhere: playElsewhere(probe, worlds, at) }];
  });
  const sure = pickTest(trials, worlds);
  if (sure === undefined) return undefined;
  if (sure.every(isLight)) return { sure: describe(sure, worlds) };
  const quick = pickTest(trials.filter(isLight), worlds);
  return { sure: describe(sure, worlds), ...(quick === undefined ? {} : { quick: describe(quick, worlds) }) };
}

/** Nothing changes by it. */
function isLight({ probe }: Step): boolean {
  return costs[probe.kind] <= costs.open;
}

/** One step or two; a third where two leave something open that it settles. */
function pickTest(trials: readonly Trial[], worlds: readonly OtherWorlds[]): readonly Trial[] | undefined {
  const best = pickBest([...trials.map((trial) => [trial]), ...pairsOf(trials)], worlds);
  if (best === undefined || best.length < 2 || countExcluded(best, worlds) === worlds.length) return best;
  const others = trials.filter((trial) => !best.includes(trial));
  return pickBest([best, ...others.map((third) => inOrder([...best, third], trials))], worlds);
}

function inOrder(test: readonly Trial[], trials: readonly Trial[]): readonly Trial[] {
  return test.toSorted((a, b) => trials.indexOf(a) - trials.indexOf(b));
}

function addressesOf({ environment }: State, own: string, probes: readonly Probe[]): readonly string[] {
  const resolvers = environment.dns.localDomainFallback.map(({ resolver }) => resolver);
  const tried = probes.flatMap((probe) => ('attempt' in probe ? [probe.attempt.host] : []));
  const signIn = Object.values(environment.destinations)
    .filter(({ host }) => host === environment.team.domain || host === environment.identity.host)
    .map(({ address }) => address);
  return [own, ...resolvers, ...tried, ...signIn];
}

function playElsewhere(probe: Probe, worlds: readonly OtherWorlds[], at: Millis): Trial['elsewhere'] {
  return new Map(worlds.map(({ cause, states }) => [cause, states.map((other) => playProbe(other, probe, at))]));
}

function pairsOf(trials: readonly Trial[]): readonly (readonly Trial[])[] {
  return trials.flatMap((one, index) => trials.slice(index + 1).map((other) => [one, other]));
}

function pickBest(tests: readonly (readonly Trial[])[], worlds: readonly OtherWorlds[]): readonly Trial[] | undefined {
  let best: { readonly test: readonly Trial[]; readonly excluded: number; readonly cost: number } | undefined;
  for (const test of tests) {
    const excluded = countExcluded(test, worlds);
    const cost = test.reduce((sum, { probe }) => sum + costs[probe.kind], 0);
    if (excluded === 0) continue;
    const isBetter = best === undefined || excluded > best.excluded || (excluded === best.excluded && cost < best.cost);
    if (isBetter) best = { test, excluded, cost };
  }
  return best?.test;
}

function countExcluded(test: readonly Trial[], worlds: readonly OtherWorlds[]): number {
  return worlds.filter(({ cause }) => isExcluded(test, cause)).length;
}

/** In each world of the cause one of the steps shows something else than here, or can't be carried out. */
function isExcluded(test: readonly Trial[], cause: Cause): boolean {
  const worlds = test[0]?.elsewhere.get(cause) ?? [];
  return worlds.every((_, world) => test.some(({ seen, elsewhere }) => elsewhere.get(cause)?.[world] !== seen));
}

function describe(test: readonly Trial[], worlds: readonly OtherWorlds[]): OneTest {
  const excludes = worlds.filter(({ cause }) => isExcluded(test, cause)).map(({ cause }) => cause);
  return {
    steps: test.map(({ probe, seen }) => ({ probe, seen })),
    excludes,
    leaves: worlds.map(({ cause }) => cause).filter((cause) => !excludes.includes(cause)),
    elsewhere: worlds.flatMap(({ cause, states }) =>
      states.map((_, world) => ({
        cause,
        seen: test.map((trial) => trial.elsewhere.get(cause)?.[world] ?? impossible),
      })),
    ),
  };
}
