import { isBroad, join, meetAddresses, privateBlocks, sayAddresses, wholeDestinations } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** A whole private network that is let in and never asks for a sign-in: no duration is no limit (DOMAIN.md §1.1 fact 5). */
export function findUncheckedBaselines({ ruleset, reach }: LintSubject): readonly Finding[] {
  const inside = join(privateBlocks.map(([, block]) => block));
  const ordered = ruleset.inOrder('l4');
  // Those that keep a check from being reached are told of there.
  const covering = new Set(
    ordered.filter(({ limit }) => limit !== undefined).flatMap((compiled) => reach.coverOf(compiled, 'l4')),
  );
  return ordered.flatMap((compiled): readonly Finding[] => {
    const { policy } = compiled;
    if (policy.action !== 'allow' || policy.checkSession !== undefined || covering.has(compiled)) return [];
    const taken = meetAddresses(wholeDestinations(reach.trafficOf(compiled)), inside);
    if (!isBroad(taken)) return [];
    return [
      {
        ...{
          code: 'unchecked-baseline',
          severity: 'warning',
          policy: aboutPolicy(policy),
          place: { part: 'checkSession' },
        },
        message: `It lets a whole network in (${sayAddresses(taken)}) and has no session check: a sign-in lasts for ever.`,
        fix: 'Set a session duration of three to seven days, like 168h0m0s, or narrow it to what needs no check.',
        reason: 'Without a duration sessions never run out. An import that dropped one looks the same.',
      },
    ];
  });
}
