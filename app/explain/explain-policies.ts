import type { CompiledPolicy, PolicyResult } from '../policy/compiled-policy.ts';
import { evaluatePolicy } from '../policy/compiled-policy.ts';
import { type Phase, phaseOf, type Ruleset } from '../policy/ruleset.ts';
import type { ConnectionAttempt } from '../session/command.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import type { State } from '../session/state.ts';
import type { TraceStep } from '../session/verdict.ts';
import { type AskedPhase, phasesAsked } from './asked-phases.ts';
import { isForOtherDestinations, type PolicyTold, type ToldResult, tellPolicy } from './tell-policy.ts';

/** The policies of one phase that an attempt was put before, in the order in which Gateway asks them. */
export type PhaseTold = {
  readonly phase: 'network' | 'do-not-inspect' | 'http' | 'resolver';
  /** What was judged, in words. */
  readonly about: string;
  /** Policies of the phase, disabled ones too. */
  readonly total: number;
  /** The first match: its place, counted from 1. Absent: none matches, which allows. */
  readonly matched?: { readonly id: string; readonly name: string; readonly place: number };
  /** Policies before the match that the destination alone rules out. */
  readonly otherDestinations: number;
  readonly disabled: number;
  /** Policies after the match. */
  readonly notReached: number;
  /** The page, in order. Places that are left out between them are for other destinations. */
  readonly told: readonly PolicyTold[];
  readonly offset: number;
  /** How many come after the page. */
  readonly more: number;
};

export type PolicyPage = {
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
  /** Those for other destinations and those that were not reached, too. */
  readonly all?: boolean | undefined;
};

/** The most policies of a phase that one answer tells in full. */
export const policiesToldAtMost = 200;

/**
 * Every phase that the attempt met, with its policies in order and why each did or didn't match. `trace` is that of the
 * verdict on this attempt in this state.
 */
export function explainPolicies(
  state: State,
  attempt: ConnectionAttempt,
  trace: readonly TraceStep[],
  page: PolicyPage = {},
): readonly PhaseTold[] {
  const ruleset = rulesetOf(state.environment);
  return phasesAsked(state, attempt, trace).map((asked) => tellPhase(ruleset, state, asked, page));
}

type Standing = {
  readonly compiled: CompiledPolicy;
  readonly place: number;
  readonly result: ToldResult;
  readonly isForOthers: boolean;
};

function tellPhase(ruleset: Ruleset, state: State, asked: AskedPhase, page: PolicyPage): PhaseTold {
  const { offset = 0, limit = policiesToldAtMost, all = false } = page;
  const standings = standIn(ruleset, asked);
  const worthTelling = all ? standings : standings.filter(isWorthTelling);
  const until = offset + Math.min(limit, policiesToldAtMost);
  const names = new Map(state.environment.lists.map(({ id, name }) => [id, name]));
  const told = worthTelling
    .slice(offset, until)
    .map(({ compiled, place, result }) => tellPolicy(compiled, { place, result }, asked, (id) => names.get(id)));
  const match = standings.find(({ result }) => result === 'matched');
  const count = (fits: (one: Standing) => boolean) => standings.filter(fits).length;
  return {
    phase: asked.phase === 'l4' ? 'network' : asked.phase,
    about: asked.about,
    total: standings.length,
    ...(match === undefined
      ? {}
      : { matched: { id: match.compiled.policy.id, name: match.compiled.policy.name, place: match.place } }),
    otherDestinations: count(({ isForOthers }) => isForOthers),
    disabled: count(({ compiled }) => !compiled.policy.enabled),
    notReached: count(({ result }) => result === 'not-reached'),
    told,
    offset,
    more: Math.max(0, worthTelling.length - until),
  };
}

function isWorthTelling({ result, isForOthers }: Standing): boolean {
  return result !== 'not-reached' && !isForOthers;
}

/** What became of each policy. Those after the match are not looked at. */
function standIn(ruleset: Ruleset, { phase, context }: AskedPhase): readonly Standing[] {
  let isOver = false;
  return inOrder(ruleset, phase).map((compiled, index): Standing => {
    const place = index + 1;
    if (isOver) return { compiled, place, result: 'not-reached', isForOthers: false };
    const result: PolicyResult = evaluatePolicy(compiled, context);
    if (compiled.policy.enabled && result === 'matched') isOver = true;
    const isForOthers = result === 'no-match' && isForOtherDestinations(compiled, context);
    return { compiled, place, result: compiled.policy.enabled ? result : 'disabled', isForOthers };
  });
}

const ordered = new WeakMap<Ruleset, Map<Phase, readonly CompiledPolicy[]>>();

/** As the engine asks them, the disabled ones where they would stand. */
function inOrder(ruleset: Ruleset, phase: Phase): readonly CompiledPolicy[] {
  const known = ordered.get(ruleset) ?? new Map<Phase, readonly CompiledPolicy[]>();
  ordered.set(ruleset, known);
  const policies =
    known.get(phase) ??
    ruleset.policies
      .filter(({ policy }) => phaseOf(policy) === phase)
      .sort((left, right) => left.policy.precedence - right.policy.precedence);
  known.set(phase, policies);
  return policies;
}
