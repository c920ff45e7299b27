import { covers, privateBlocks, takesAtMost, takesSurely, touches } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** Checked private destinations in a network whose rest nothing closes: no match is allowed (DOMAIN.md §2 fact 3). */
export function findOpenEnds({ ruleset, lists }: LintSubject): readonly Finding[] {
  const ordered = ruleset.inOrder('l4');
  const closed = ordered.filter(({ policy }) => policy.action === 'block').flatMap((one) => takesSurely(one, lists));
  return [...privateBlocks].flatMap(([name, block]): readonly Finding[] => {
    const checked = ordered.filter(({ limit }) => limit !== undefined);
    const touching = checked.find((one) => touches(takesAtMost(one, lists) ?? [], block));
    const isWhole = checked.some((one) => covers(takesSurely(one, lists), block));
    if (touching === undefined || isWhole || covers(closed, block)) return [];
    return [
      {
        ...{ code: 'missing-catch-all-block', severity: 'warning', policy: aboutPolicy(touching.policy) },
        message: `It checks the session for a part of ${name}; the rest of ${name} is open to everybody, without any check.`,
        fix: `Put a Block over ${name} below the Allow policies.`,
        reason: 'What no policy matches is allowed.',
      },
    ];
  });
}
