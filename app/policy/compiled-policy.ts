import { type CompiledExpression, compileExpression } from '../expression/compile.ts';
import { gatewayFields, gatewayFieldsByKind } from '../expression/fields.ts';
import type { ListTable } from '../expression/list-table.ts';
import type { ExpressionContext } from '../expression/value.ts';
import type { Millis } from '../time/instant.ts';
import { parseGoDuration } from './duration.ts';
import type { Policy, PolicyFault, UnresolvedPart } from './policy.ts';

export type PolicyPart = 'traffic' | 'identity' | 'devicePosture';
export const policyParts: readonly PolicyPart[] = ['traffic', 'identity', 'devicePosture'];

/** A remark on a policy that is usable. */
export type PolicyWarning = {
  readonly policyId: string;
  readonly part: PolicyPart;
  readonly code: string;
  readonly message: string;
};

export type CompiledPolicy = {
  readonly policy: Policy;
  /** Absent: no such condition, or one that has a fault. */
  readonly conditions: Readonly<Partial<Record<PolicyPart, CompiledExpression>>>;
  readonly faults: readonly PolicyFault[];
  readonly warnings: readonly PolicyWarning[];
  /** Whether a fault keeps it from being evaluated: it never matches then. */
  readonly isUnresolved: boolean;
  /** The session age that a match is refused from. Absent: a match is not checked. */
  readonly limit?: Millis;
};

/** What comes of one policy; the failures are those of one group while the other groups hold (DOMAIN.md §2 fact 4). */
export type PolicyResult = 'matched' | 'no-match' | 'identity-failed' | 'posture-failed' | 'unresolved';

export function compilePolicy(policy: Policy, lists: ListTable): CompiledPolicy {
  const conditions: Partial<Record<PolicyPart, CompiledExpression>> = {};
  const faults: PolicyFault[] = (policy.unresolved ?? []).map(faultOfUnresolved);
  const warnings: PolicyWarning[] = [];
  for (const part of policyParts) {
    if (policy[part].trim() === '' || faults.some((fault) => fault.part === part)) continue;
    const compilation = compileExpression(policy[part], { fields: gatewayFields, lists });
    if (compilation.ok) {
      conditions[part] = compilation.expression;
      warnings.push(...warningsOf(policy, part, compilation.expression));
    } else {
      const { code, message, hint, ...at } = compilation.fault;
      faults.push({ code, part, message, ...(hint === undefined ? {} : { hint }), at });
    }
  }
  const check = readCheck(policy);
  if (!faults.some(({ part }) => part === 'checkSession')) faults.push(...check.faults);
  const isUnresolved = faults.some((fault) => fault.code !== 'misplaced-check');
  const limit = check.limit === undefined ? {} : { limit: check.limit };
  return { policy, conditions, faults, warnings, isUnresolved, ...limit };
}

export function evaluatePolicy({ conditions, isUnresolved }: CompiledPolicy, context: ExpressionContext): PolicyResult {
  if (conditions.traffic?.matches(context) === false) return 'no-match';
  const identityHolds = conditions.identity?.matches(context) ?? true;
  const postureHolds = conditions.devicePosture?.matches(context) ?? true;
  if (identityHolds && postureHolds) return isUnresolved ? 'unresolved' : 'matched';
  if (isUnresolved || (!identityHolds && !postureHolds)) return 'no-match';
  return identityHolds ? 'posture-failed' : 'identity-failed';
}

function faultOfUnresolved({ part, message, file, line, code }: UnresolvedPart): PolicyFault {
  return {
    code: code ?? 'unsupported',
    part,
    message: `${message}${file === undefined ? '' : ` (${file}:${line ?? 1})`}`,
  };
}

function readCheck({ checkSession, action, filter }: Policy): { limit?: Millis; faults: readonly PolicyFault[] } {
  if (checkSession === undefined) return { faults: [] };
  const part = 'checkSession';
  if (action !== 'allow' || (filter !== 'l4' && filter !== 'http')) {
    const message = `a session check acts on "allow" in "l4" and "http" only, not on "${action}" in "${filter}"`;
    return {
      faults: [{ code: 'misplaced-check', part, message, hint: 'it is ignored; the policy itself is in force' }],
    };
  }
  if (!checkSession.enforce) return { faults: [] };
  if (checkSession.duration !== undefined) return { limit: checkSession.duration, faults: [] };
  // Letting it match unchecked would open what the policy closes, so it doesn't match at all.
  const reading = parseGoDuration(checkSession.text);
  const { message, hint } = reading.ok ? { message: 'the duration is missing', hint: undefined } : reading;
  return { faults: [{ code: 'duration', part, message, ...(hint === undefined ? {} : { hint }) }] };
}

function warningsOf(policy: Policy, part: PolicyPart, expression: CompiledExpression): readonly PolicyWarning[] {
  const at = { policyId: policy.id, part };
  const warnings: PolicyWarning[] = expression.warnings
    // In Gateway an id with hyphens is the one way to name a list: nothing to remark on.
    .filter(({ code }) => code !== 'list-name')
    .map(({ code, message }) => ({ ...at, code, message }));
  if (policy.filter !== 'l4' && policy.filter !== 'http') return warnings;
  for (const field of expression.reads) {
    if (gatewayFieldsByKind[policy.filter].types.has(field)) continue;
    const message = `${field} never has a value in a policy of the filter "${policy.filter}"`;
    warnings.push({ ...at, code: 'field-of-other-phase', message });
  }
  return warnings;
}
