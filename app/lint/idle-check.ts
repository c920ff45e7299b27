import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** Session checks that somebody set and that do nothing: switched off, or on a disabled policy. */
export function findIdleChecks({ ruleset }: LintSubject): readonly Finding[] {
  return ruleset.policies.flatMap(({ policy }): readonly Finding[] => {
    const { checkSession, enabled } = policy;
    if (checkSession === undefined) return [];
    const about = { severity: 'warning', policy: aboutPolicy(policy), place: { part: 'checkSession' } } as const;
    if (!checkSession.enforce) {
      return [
        {
          ...{ code: 'check-not-enforced', ...about },
          message: `It has a session duration (${checkSession.text}) that is not enforced.`,
          fix: 'Set enforce to true, or take the duration away.',
          reason: 'Whoever reads the policy believes that sessions run out; they do not.',
        },
      ];
    }
    if (enabled) return [];
    return [
      {
        ...{ code: 'disabled-check', ...about },
        message: `It checks the session after ${checkSession.text}, and is disabled.`,
        fix: 'Enable it, or delete it.',
        reason: 'A disabled policy is passed over; with Terraform v4 a policy without `enabled` is disabled too.',
      },
    ];
  });
}
