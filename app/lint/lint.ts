import type { Environment } from '../environment/environment.ts';
import { listTableOf } from '../policy/lists.ts';
import type { PolicyImport } from '../policy/policy.ts';
import { compileRuleset } from '../policy/ruleset.ts';
import { findBrokenChecks } from './broken-check.ts';
import { findOddDurations } from './durations.ts';
import { findInEnvironment } from './environment.ts';
import type { Finding, Lint, LintSubject } from './finding.ts';
import { findIdleChecks } from './idle-check.ts';
import { findOpenEnds } from './open-end.ts';
import { findUnreachableChecks } from './unreachable-check.ts';
import { findUnsettledPolicies } from './unsettled-policy.ts';
import { findWholePrivateRange } from './whole-private-range.ts';

const lints: readonly Lint[] = [
  findWholePrivateRange,
  findInEnvironment,
  findUnreachableChecks,
  findBrokenChecks,
  findUnsettledPolicies,
  findOpenEnds,
  findOddDurations,
  findIdleChecks,
];

/** Everything that is found in a set of policies, errors first; with its environment also what only that shows. */
export function lintPolicies(
  { policies, lists }: Pick<PolicyImport, 'policies' | 'lists'>,
  environment?: Environment,
): readonly Finding[] {
  const around = environment === undefined ? {} : { environment };
  const subject: LintSubject = { ruleset: compileRuleset(policies, lists), lists: listTableOf(lists), ...around };
  const rank = ({ severity }: Finding) => (severity === 'error' ? 0 : 1);
  return lints.flatMap((find) => find(subject)).toSorted((a, b) => rank(a) - rank(b));
}
