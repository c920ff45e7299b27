import { saySpan } from '../time/span.ts';
import { covers, privateBlocks, takesSurely } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** One session check over a whole private range: everything internal dies at once, the resolver too (DOMAIN.md §1.4 fact 23). */
export function findWholePrivateRange({ ruleset, lists }: LintSubject): readonly Finding[] {
  return ruleset.policies.flatMap((compiled): readonly Finding[] => {
    const { policy, limit } = compiled;
    if (limit === undefined || policy.filter !== 'l4') return [];
    const taken = takesSurely(compiled, lists);
    const whole = [...privateBlocks].flatMap(([name, block]) => (covers(taken, block) ? [name] : []));
    if (whole.length === 0) return [];
    return [
      {
        code: 'whole-private-range',
        severity: 'error',
        policy: aboutPolicy(policy),
        message: `One session duration (${saySpan(limit)}) stands over all of ${whole.join(', ')}.`,
        fix: 'Give each application a policy of its own, and put an Allow without a session check for the private resolver above them.',
        reason:
          'When it expires, every internal destination and, with the resolver, every internal name dies at once, while the client still says Connected.',
      },
    ];
  });
}
