import type { ImportWarning, Policy } from '../policy/policy.ts';

/** A warning for every policy that shares its precedence with an earlier one of its filter (DOMAIN.md §7 Q13). */
export function findEqualPrecedence(policies: readonly Policy[]): readonly ImportWarning[] {
  const first = new Map<string, Policy>();
  const warnings: ImportWarning[] = [];
  for (const policy of policies) {
    const key = `${policy.filter} ${policy.precedence}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, policy);
      continue;
    }
    const message = `policies "${earlier.name}" and "${policy.name}" both have precedence ${policy.precedence}; they are taken in this order (assumed)`;
    warnings.push({
      code: 'equal-precedence',
      message,
      file: policy.source?.file ?? '',
      line: policy.source?.line ?? 1,
    });
  }
  return warnings;
}
