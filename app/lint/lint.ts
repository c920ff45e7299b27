import type { Environment } from '../environment/environment.ts';
import { listTableOf } from '../policy/lists.ts';
import type { PolicyImport } from '../policy/policy.ts';
import { compileRuleset } from '../policy/ruleset.ts';
import { rulesetOf } from '../session/ruleset-of.ts';
import { findBrokenChecks } from './broken-check.ts';
import { findChecksOnTargets } from './check-on-target.ts';
import { findOneFamilyCovers } from './dual-stack.ts';
import { findOddDurations } from './durations.ts';
import type { Finding, Lint, LintSubject } from './finding.ts';
import { findIdleChecks } from './idle-check.ts';
import { findLooseEmailPatterns } from './loose-email-pattern.ts';
import { findOpenEnds } from './open-end.ts';
import { openReach } from './reach.ts';
import { findResolvers } from './resolver.ts';
import { findSignInPages } from './sign-in-pages.ts';
import { findExcluded } from './split-tunnel.ts';
import { findTwoLimits } from './two-limits.ts';
import { findUncheckedBaselines } from './unchecked-baseline.ts';
import { findUndecryptedChecks } from './undecrypted-check.ts';
import { findUnreachableChecks } from './unreachable-check.ts';
import { findUnsettledPolicies } from './unsettled-policy.ts';
import { findWholePrivateRange } from './whole-private-range.ts';

const lints: readonly Lint[] = [
  findWholePrivateRange,
  findResolvers,
  findSignInPages,
  findExcluded,
  findOneFamilyCovers,
  findUndecryptedChecks,
  findTwoLimits,
  findUnreachableChecks,
  findBrokenChecks,
  findUnsettledPolicies,
  findLooseEmailPatterns,
  findOpenEnds,
  findUncheckedBaselines,
  findOddDurations,
  findChecksOnTargets,
  findIdleChecks,
];

/** Everything that is found in a set of policies, errors first; with its environment also what only that shows. */
export function lintPolicies(
  { policies, lists }: Pick<PolicyImport, 'policies' | 'lists'>,
  environment?: Environment,
): readonly Finding[] {
  const ruleset = environment === undefined ? compileRuleset(policies, lists) : rulesetOf(environment);
  const table = listTableOf(lists);
  const around = environment === undefined ? {} : { environment };
  const subject: LintSubject = { ruleset, lists: table, reach: openReach(ruleset, table), ...around };
  return tellOnce(lints.flatMap((find) => find(subject))).toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ severity }: Finding): number {
  return severity === 'error' ? 0 : 1;
}

function tellOnce(findings: readonly Finding[]): readonly Finding[] {
  const told = new Map(findings.map((finding) => [`${finding.code} ${finding.policy.id} ${finding.message}`, finding]));
  return [...told.values()];
}
