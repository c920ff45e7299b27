import { findEqualPrecedence } from '../policy/equal-precedence.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** Policies whose place or contents are not settled: lists without their items, two with one precedence. */
export function findUnsettledPolicies({ ruleset }: LintSubject): readonly Finding[] {
  const unresolved = ruleset.policies.flatMap(({ policy, faults }): readonly Finding[] =>
    faults
      .filter(({ code }) => policy.enabled && code === 'unresolved-list')
      .map(({ message }) => ({
        ...{ code: 'unresolved-list', severity: 'error', policy: aboutPolicy(policy) },
        message: `${message}.`,
        fix: 'Import the items of the list too.',
        reason: 'Without them nobody can tell what the policy matches; here it matches nothing.',
      })),
  );
  const enabled = ruleset.policies.map(({ policy }) => policy).filter((policy) => policy.enabled);
  const ties = enabled.flatMap((policy, index): readonly Finding[] => {
    const earlier = enabled.slice(0, index).filter(({ filter }) => filter === policy.filter);
    const [tie] = findEqualPrecedence([
      ...earlier.filter(({ precedence }) => precedence === policy.precedence),
      policy,
    ]).slice(-1);
    return tie === undefined
      ? []
      : [
          {
            ...{ code: 'equal-precedence', severity: 'warning', policy: aboutPolicy(policy) },
            message: `${tie.message}.`,
            fix: 'Give each policy a precedence of its own.',
            reason: 'Which of two equal ones goes first is not documented.',
          },
        ];
  });
  return [...unresolved, ...ties];
}
