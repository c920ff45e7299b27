import type { ListTable } from '../expression/list-table.ts';
import type { ExpressionContext } from '../expression/value.ts';
import {
  type CompiledPolicy,
  compilePolicy,
  evaluatePolicy,
  type PolicyResult,
  type PolicyWarning,
  policyParts,
} from './compiled-policy.ts';
import { guardOf } from './destination-guard.ts';
import { DestinationIndex } from './destination-index.ts';
import { listTableOf } from './lists.ts';
import type { GatewayList, Policy, PolicyFault } from './policy.ts';
import { portsOf } from './port-guard.ts';

/**
 * What is evaluated one after the other; everything else is carried along (DOMAIN.md §2 facts 6 and 14). Isolation is
 * no decision: whether a page runs in a remote browser is nothing that the emulator shows.
 */
export type Phase = 'l4' | 'do-not-inspect' | 'http' | 'resolver';

/** The phase in which a policy is evaluated; `undefined`: in none. */
export function phaseOf({ filter, action }: Pick<Policy, 'filter' | 'action'>): Phase | undefined {
  if (filter === 'l4') return 'l4';
  if (filter === 'dns_resolver') return 'resolver';
  if (filter !== 'http' || action === 'isolate' || action === 'noisolate') return undefined;
  return action === 'off' ? 'do-not-inspect' : 'http';
}

/** A policy before the match that is worth telling: all of it held but one group, or it can't be evaluated. */
export type PassedPolicy = {
  readonly compiled: CompiledPolicy;
  readonly failed: 'identity' | 'posture' | 'unresolved';
};

export type FirstMatch = {
  /** Absent: nothing matches, which means allowed (DOMAIN.md §2 fact 3). */
  readonly matched?: CompiledPolicy;
  /** In their order; of many those nearest to the match. */
  readonly passed: readonly PassedPolicy[];
  /** How many there are beside these. */
  readonly passedBefore: number;
  /** Enabled policies up to the match, itself included. */
  readonly considered: number;
};

export type Ruleset = {
  /** All policies in the order given, disabled ones and those of other families included. */
  readonly policies: readonly CompiledPolicy[];
  /** Faults by policy id, for all policies that have one. */
  readonly faults: ReadonlyMap<string, readonly PolicyFault[]>;
  readonly warnings: readonly PolicyWarning[];
  /** Whether an enabled network policy asks for what only the client's first bytes tell: SNI, detected protocol, HTTP. */
  readonly readsClientBytes: boolean;
  /** Whether an enabled HTTP policy reads the query of a request's address. */
  readonly readsQuery: boolean;
  find(policyId: string): CompiledPolicy | undefined;
  /** The enabled policies of a phase, lowest precedence first; equal ones as given (DOMAIN.md §7 Q13). */
  inOrder(phase: Phase): readonly CompiledPolicy[];
  firstMatch(phase: Phase, context: ExpressionContext): FirstMatch;
  /** `readsClientBytes`, for policies whose destination is not already ruled out. */
  mayReadClientBytes(context: ExpressionContext): boolean;
};

/** Compiles every policy once. Never throws for a bad policy: it is in `faults`. */
export function compileRuleset(policies: readonly Policy[], lists: readonly GatewayList[]): Ruleset {
  const table = listTableOf(lists);
  const compiled = policies.map((policy) => compilePolicy(policy, table));
  const phases = {
    l4: orderPhase(compiled, 'l4', table),
    'do-not-inspect': orderPhase(compiled, 'do-not-inspect', table),
    http: orderPhase(compiled, 'http', table),
    resolver: orderPhase(compiled, 'resolver', table),
  };
  const readers = phases.l4.policies.filter(readsClientBytes);
  const readerIndex = indexOf(readers, table);
  const byId = new Map(compiled.map((one) => [one.policy.id, one]));
  return {
    policies: compiled,
    faults: new Map(compiled.filter((one) => one.faults.length > 0).map((one) => [one.policy.id, one.faults])),
    warnings: compiled.flatMap((one) => one.warnings),
    readsClientBytes: readers.length > 0,
    readsQuery: [...phases.http.policies, ...phases['do-not-inspect'].policies].some(readsQuery),
    find: (policyId) => byId.get(policyId),
    inOrder: (phase) => phases[phase].policies,
    firstMatch: (phase, context) => findFirstMatch(phases[phase], context),
    mayReadClientBytes: (context) => readerIndex.findCandidate(context, () => true) !== undefined,
  };
}

type OrderedPhase = { readonly policies: readonly CompiledPolicy[]; readonly index: DestinationIndex };

function orderPhase(compiled: readonly CompiledPolicy[], phase: Phase, lists: ListTable): OrderedPhase {
  const policies = compiled
    .filter(({ policy }) => policy.enabled && phaseOf(policy) === phase)
    .sort((left, right) => left.policy.precedence - right.policy.precedence);
  return { policies, index: indexOf(policies, lists) };
}

function indexOf(policies: readonly CompiledPolicy[], lists: ListTable): DestinationIndex {
  return new DestinationIndex(
    policies.map(({ conditions: { traffic } }) =>
      traffic === undefined ? {} : { destination: guardOf(traffic.ast, lists), ports: portsOf(traffic.ast, lists) },
    ),
  );
}

/** So that a verdict stays short whatever the policies. */
const toldPassed = 20;

/** What the index leaves out has traffic that doesn't match, which is neither a match nor worth telling. */
function findFirstMatch({ policies, index }: OrderedPhase, context: ExpressionContext): FirstMatch {
  const passed: PassedPolicy[] = [];
  let passedBefore = 0;
  const at = index.findCandidate(context, (position) => {
    const compiled = policies[position];
    const result = compiled === undefined ? 'no-match' : evaluatePolicy(compiled, context);
    const failed = failedGroups[result];
    if (compiled !== undefined && failed !== undefined) passed.push({ compiled, failed });
    if (passed.length > toldPassed) {
      passed.shift();
      passedBefore += 1;
    }
    return result === 'matched';
  });
  const matched = at === undefined ? undefined : policies[at];
  if (at === undefined || matched === undefined) return { passed, passedBefore, considered: policies.length };
  return { matched, passed, passedBefore, considered: at + 1 };
}

const failedGroups: Readonly<Record<PolicyResult, PassedPolicy['failed'] | undefined>> = {
  matched: undefined,
  'no-match': undefined,
  'identity-failed': 'identity',
  'posture-failed': 'posture',
  unresolved: 'unresolved',
};

function readsClientBytes({ conditions }: CompiledPolicy): boolean {
  return policyParts.some((part) => [...(conditions[part]?.reads ?? [])].some(isOfClientBytes));
}

function readsQuery({ conditions }: CompiledPolicy): boolean {
  return policyParts.some((part) => [...(conditions[part]?.reads ?? [])].some((field) => queryFields.has(field)));
}

const queryFields = new Set(['http.request.uri', 'http.request.uri.query', 'http.request.uri.path_and_query']);

function isOfClientBytes(field: string): boolean {
  return (
    field.startsWith('net.sni.') ||
    field === 'net.protocol.detection' ||
    /^http\.(?!conn\.|dst_ip\.|src_ip\.)/.test(field)
  );
}
