import type { PolicyFault } from '../policy/policy.ts';
import { aboutPolicy, type Finding, type LintSubject, placeOf } from './finding.ts';

/** Policies whose place or contents are not settled: two with one precedence, lists without items, what can't be read. */
export function findUnsettledPolicies({ ruleset }: LintSubject): readonly Finding[] {
  const faulty = ruleset.policies.flatMap(({ policy, faults }): readonly Finding[] =>
    policy.enabled ? faults.flatMap((fault) => findUnfollowed(fault, aboutPolicy(policy))) : [],
  );
  const foreign = ruleset.warnings.flatMap(({ policyId, part, code, message }): readonly Finding[] => {
    const policy = ruleset.find(policyId)?.policy;
    if (code !== 'field-of-other-phase' || policy?.enabled !== true) return [];
    return [
      {
        ...{ code, severity: 'warning', policy: aboutPolicy(policy), place: { part } },
        message: `A condition can’t hold: ${message}.`,
        fix: 'Ask for a field of its own phase, or make it a policy of the other.',
        reason:
          'A field without a value fails every comparison but “is not”, so the policy hardly ever matches, or always.',
      },
    ];
  });
  return [...faulty, ...foreign, ...findTies(ruleset)];
}

function findUnfollowed(fault: PolicyFault, policy: Finding['policy']): readonly Finding[] {
  const { code, message, hint } = fault;
  const about = { policy, ...placeOf(fault) };
  if (code === 'duration' || code === 'misplaced-check') return [];
  if (code === 'unresolved-list') {
    return [
      {
        ...{ code: 'unresolved-list', severity: 'error', ...about },
        message: `Its ${sayPart(fault)} names a list that is not there: ${message}.`,
        fix: 'Import the items of the list too.',
        reason: 'Without them nobody can tell what the policy matches; here it matches nothing.',
      },
    ];
  }
  const isUnknown = code === 'unsupported';
  return [
    {
      ...{ code: 'unreadable-condition', severity: isUnknown ? 'warning' : 'error', ...about },
      message: `Its ${sayPart(fault)} can’t be followed: ${message}.`,
      fix: hint === undefined ? 'Correct the expression.' : `Correct the expression: ${hint}.`,
      reason: 'Here the policy never matches, and what it should take falls to those below it.',
    },
  ];
}

function sayPart({ part }: PolicyFault): string {
  return part === 'devicePosture' ? 'device posture' : part;
}

/** Two enabled policies of a family with one precedence (DOMAIN.md §7 Q13). */
function findTies({ policies }: LintSubject['ruleset']): readonly Finding[] {
  const first = new Map<string, string>();
  return policies.flatMap(({ policy }): readonly Finding[] => {
    if (!policy.enabled) return [];
    const key = `${policy.filter} ${policy.precedence}`;
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, policy.name);
      return [];
    }
    return [
      {
        ...{ code: 'equal-precedence', severity: 'warning', policy: aboutPolicy(policy) },
        message: `“${earlier}” has the precedence ${policy.precedence} too; here that one goes first.`,
        fix: 'Give each policy a precedence of its own.',
        reason: 'Which of two equal ones goes first is not documented.',
      },
    ];
  });
}
