import { saySpan } from '../time/span.ts';
import { covers, privateBlocks, wholeDestinations } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** One session check over a whole private range: everything internal dies at once, the resolver too (DOMAIN.md §1.4 fact 23). */
export function findWholePrivateRange({ ruleset, reach }: LintSubject): readonly Finding[] {
  return ruleset.inOrder('l4').flatMap((compiled): readonly Finding[] => {
    const { policy, limit } = compiled;
    if (limit === undefined) return [];
    // Whom it takes doesn't matter: to those people the whole network dies.
    const taken = wholeDestinations(reach.trafficOf(compiled));
    const whole = privateBlocks.flatMap(([name, block]) => (covers(taken, block) ? [name] : []));
    if (whole.length === 0) return [];
    return [
      {
        ...{ code: 'whole-private-range', severity: 'error', policy: aboutPolicy(policy), place: { part: 'traffic' } },
        message: `One session duration (${saySpan(limit)}) stands over all of ${whole.join(', ')}.`,
        fix: 'Give each application a policy of its own, and put an Allow without a session check for the private resolver above them.',
        reason:
          'When it expires, every internal destination and, with the resolver, every internal name dies at once, while the client still says Connected.',
      },
    ];
  });
}
