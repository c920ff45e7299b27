import { policyParts } from '../policy/compiled-policy.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** A session check on infrastructure targets: people are blocked from RDP ones (DOMAIN.md §1.5 fact 40). */
export function findChecksOnTargets({ ruleset }: LintSubject): readonly Finding[] {
  return ruleset.inOrder('l4').flatMap(({ policy, limit, conditions }): readonly Finding[] => {
    const asks = policyParts.some((part) => conditions[part]?.reads.has('access.target'));
    if (limit === undefined || !asks) return [];
    return [
      {
        ...{ code: 'check-on-target', severity: 'warning', policy: aboutPolicy(policy) },
        place: { part: 'checkSession' },
        message:
          'It checks the session for infrastructure targets, and people are blocked from those they reach by RDP.',
        fix: 'Take the session check away here; Access has a duration of its own.',
        reason: 'The Allow policy that orders Access for RDP targets must not enforce a session duration.',
      },
    ];
  });
}
