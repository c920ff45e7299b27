import { type Expression, forEachComparison } from '../expression/ast.ts';
import type { Reason } from '../expression/reasons.ts';
import type { ExpressionContext } from '../expression/value.ts';
import { type CompiledPolicy, type PolicyPart, type PolicyResult, policyParts } from '../policy/compiled-policy.ts';
import type { PolicyFault } from '../policy/policy.ts';
import type { AskedPhase } from './asked-phases.ts';
import { fieldsOf, type NameList, sayCondition } from './say-condition.ts';
import { whyMissing } from './why-missing.ts';

export type ToldResult = PolicyResult | 'disabled' | 'not-reached';

/** One condition of a policy: what it says, what the field held, and why that is so. */
export type ConditionTold = {
  readonly part: PolicyPart;
  /** As written. `span` is its place in the text of the part, in UTF-16 code units. */
  readonly text: string;
  readonly span: { readonly offset: number; readonly length: number };
  /** What the text says by itself. */
  readonly value: boolean;
  /** Behind a `not`: the policy asks that the text does not hold. */
  readonly negated: boolean;
  /** Whether it decided what came of its part. */
  readonly decisive: boolean;
  readonly why: string;
  readonly actual?: string;
  /** Why a field that it reads has no value. */
  readonly missing?: string;
};

/** One policy of a phase, at its place. */
export type PolicyTold = {
  readonly id: string;
  readonly name: string;
  /** Counted from 1 among the policies of its phase, disabled ones included. */
  readonly place: number;
  readonly action: string;
  readonly enabled: boolean;
  readonly result: ToldResult;
  /** Of a disabled one: it would match if it were enabled. */
  readonly wouldMatch?: true;
  /** The result in one sentence. */
  readonly because: string;
  readonly conditions: readonly ConditionTold[];
  readonly faults: readonly PolicyFault[];
};

type At = { readonly place: number; readonly result: ToldResult };

export function tellPolicy(
  { policy, conditions: parts, faults }: CompiledPolicy,
  { place, result }: At,
  asked: AskedPhase,
  nameList: NameList,
): PolicyTold {
  const { id, name, action, enabled } = policy;
  const conditions =
    result === 'not-reached'
      ? []
      : policyParts.flatMap((part) =>
          (parts[part]?.reasons(asked.context) ?? []).map((reason) => tellCondition(part, reason, asked, nameList)),
        );
  const told = { id, name, place, action, enabled, result, conditions, faults };
  const failing = policyParts.find((part) => parts[part]?.matches(asked.context) === false);
  const wouldMatch = result === 'disabled' && failing === undefined && faults.length === 0;
  return { ...told, because: sayResult(told, failing), ...(wouldMatch ? { wouldMatch } : {}) };
}

function tellCondition(
  part: PolicyPart,
  { span, text, value, negated, decisive, actual, expression }: Reason,
  asked: AskedPhase,
  nameList: NameList,
): ConditionTold {
  const unknown = fieldsOf(expression).find(({ field }) => asked.context.get(field) === undefined);
  const missing = unknown && whyMissing(unknown.field, asked);
  const found = sayCondition(expression, value, asked.context, nameList);
  return {
    ...{ part, text, span, value, negated, decisive },
    why: missing === undefined ? found : `${found}: ${missing}`,
    ...(actual === undefined ? {} : { actual }),
    ...(missing === undefined ? {} : { missing }),
  };
}

/** The failing conditions of the first part that failed: what would have to change for the policy to match. */
function sayResult(told: Omit<PolicyTold, 'because' | 'wouldMatch'>, failing: PolicyPart | undefined): string {
  switch (told.result) {
    case 'matched':
      return told.conditions.length === 0 ? 'It has no conditions, so it matches all.' : 'All of it holds.';
    case 'not-reached':
      return 'A policy before it matched, so it was not asked.';
    case 'disabled':
      return `It is disabled, so it is never asked. ${sayDisabled(told, failing)}`;
    case 'unresolved':
      return `It can’t be evaluated, so it never matches: ${told.faults[0]?.message ?? 'it has a fault'}.`;
    case 'identity-failed':
      return `Its traffic matches, its identity does not: ${reasonsOf(told, 'identity')}.`;
    case 'posture-failed':
      return `Its traffic matches, its device posture does not: ${reasonsOf(told, 'devicePosture')}.`;
    case 'no-match':
      return `${partWords[failing ?? 'traffic']} does not match: ${reasonsOf(told, failing ?? 'traffic')}.`;
  }
}

function sayDisabled({ faults }: Pick<PolicyTold, 'faults'>, failing: PolicyPart | undefined): string {
  if (failing !== undefined) return 'Enabled, it would not match either.';
  return faults.length > 0 ? 'Enabled, it could not be evaluated.' : 'Enabled, it would match.';
}

export const partWords: Readonly<Record<PolicyPart, string>> = {
  traffic: 'Its traffic',
  identity: 'Its identity',
  devicePosture: 'Its device posture',
};

const reasonsAtMost = 3;

function reasonsOf({ conditions }: Omit<PolicyTold, 'because'>, part: PolicyPart): string {
  const deciding = conditions.filter((condition) => condition.part === part && condition.decisive);
  const told = deciding.slice(0, reasonsAtMost).map(({ why }) => why);
  if (deciding.length > reasonsAtMost) told.push(`and ${deciding.length - reasonsAtMost} more conditions`);
  return told.join('; ');
}

/** What a condition says in its place, behind its `not`s. */
export function holds({ value, negated }: Pick<ConditionTold, 'value' | 'negated'>): boolean {
  return value !== negated;
}

const destinationFields = [
  'net.dst.ip',
  'http.conn.dst_ip',
  'net.sni.host',
  'net.sni.domains',
  'http.request.host',
  'http.request.domains',
];

/** Whether the destination alone keeps the traffic from matching, whatever else the policy asks. */
export function isForOtherDestinations({ conditions }: CompiledPolicy, context: ExpressionContext): boolean {
  return conditions.traffic?.valueFrom(context, (condition) => isOfDestination(condition, context)) === false;
}

function isOfDestination(condition: Expression, context: ExpressionContext): boolean {
  let isOnly = true;
  forEachComparison(condition, ({ path: { field } }) => {
    isOnly &&= destinationFields.includes(field) && context.get(field) !== undefined;
  });
  return isOnly;
}
