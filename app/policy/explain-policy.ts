import type { ConditionTrace } from '../expression/conditions.ts';
import type { ExpressionContext } from '../expression/value.ts';
import {
  type CompiledPolicy,
  evaluatePolicy,
  type PolicyPart,
  type PolicyResult,
  policyParts,
} from './compiled-policy.ts';
import type { PolicyFault } from './policy.ts';

/** Why a policy matched or did not, condition by condition. Spans are into the text of the part. */
export type PolicyExplanation = {
  readonly policyId: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly result: PolicyResult | 'disabled';
  readonly conditions: readonly (ConditionTrace & { readonly part: PolicyPart })[];
  readonly faults: readonly PolicyFault[];
};

/** Tells what each condition of the policy says. A disabled policy is never asked, but its conditions are told. */
export function explainPolicy(compiled: CompiledPolicy, context: ExpressionContext): PolicyExplanation {
  const { policy, faults } = compiled;
  return {
    policyId: policy.id,
    name: policy.name,
    enabled: policy.enabled,
    result: policy.enabled ? evaluatePolicy(compiled, context) : 'disabled',
    conditions: policyParts.flatMap((part) =>
      (compiled.conditions[part]?.explain(context) ?? []).map((condition) => ({ part, ...condition })),
    ),
    faults,
  };
}
