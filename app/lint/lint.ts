import { listTableOf } from '../policy/lists.ts';
import type { PolicyImport } from '../policy/policy.ts';
import { compileRuleset } from '../policy/ruleset.ts';
import { findBrokenChecks } from './broken-check.ts';
import type { Finding, Lint } from './finding.ts';
import { findWholePrivateRange } from './whole-private-range.ts';

const lints: readonly Lint[] = [findWholePrivateRange, findBrokenChecks];

/** Everything that is found in a set of policies, errors first. */
export function lintPolicies({ policies, lists }: Pick<PolicyImport, 'policies' | 'lists'>): readonly Finding[] {
  const subject = { ruleset: compileRuleset(policies, lists), lists: listTableOf(lists) };
  const rank = ({ severity }: Finding) => (severity === 'error' ? 0 : 1);
  return lints.flatMap((find) => find(subject)).toSorted((a, b) => rank(a) - rank(b));
}
