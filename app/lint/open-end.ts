import { closedDestinations, covers, join, namedDestinations, privateBlocks, touches } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** Checked private destinations in a network whose rest nothing closes: no match is allowed (DOMAIN.md §2 fact 3). */
export function findOpenEnds({ ruleset, reach }: LintSubject): readonly Finding[] {
  const ordered = ruleset.inOrder('l4');
  const checked = ordered.filter(({ limit }) => limit !== undefined);
  // For everybody: what a policy closes for some people only is open to the others.
  const closing = ordered.filter(({ policy, limit }) => policy.action === 'block' || limit !== undefined);
  const closed = join(closing.map((one) => closedDestinations(reach.takenBy(one))));
  const asked = checked.map((one) => [one, namedDestinations(reach.takenBy(one))] as const);
  return privateBlocks.flatMap(([name, block]): readonly Finding[] => {
    const touching = asked.find(([, addresses]) => touches(addresses, block))?.[0];
    if (touching === undefined || covers(closed, block)) return [];
    return [
      {
        code: 'missing-catch-all-block',
        ...{ severity: 'warning', policy: aboutPolicy(touching.policy), place: { part: 'traffic' } },
        message: `It checks the session for a part of ${name}, or for some people; the rest of ${name} is open to everybody, without any check.`,
        fix: `Put a Block over ${name} below the Allow policies.`,
        reason: 'What no policy matches is allowed.',
      },
    ];
  });
}
