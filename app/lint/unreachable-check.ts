import { saySpan } from '../time/span.ts';
import { covers, takesAtMost, takesSurely } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** Session checks that no traffic meets, since an earlier policy takes all of theirs (DOMAIN.md §2 fact 2). */
export function findUnreachableChecks({ ruleset, lists }: LintSubject): readonly Finding[] {
  const ordered = ruleset.inOrder('l4');
  const taken = ordered.map((compiled) => takesSurely(compiled, lists));
  return ordered.flatMap((compiled, index): readonly Finding[] => {
    const { policy, limit } = compiled;
    const wanted = takesAtMost(compiled, lists);
    if (limit === undefined || wanted === undefined || wanted.length === 0) return [];
    const first = taken.findIndex((blocks) => blocks.length > 0 && wanted.every((block) => covers(blocks, block)));
    const earlier = ordered[first];
    if (earlier === undefined || first >= index) return [];
    const about = { policy: aboutPolicy(policy), severity: 'error' } as const;
    const fix = `Give it a lower precedence number than “${earlier.policy.name}” has.`;
    const reason = 'The first policy that matches decides; what stands below it is never asked.';
    if (earlier.limit !== undefined && limit < earlier.limit) {
      const message = `Its ${saySpan(limit)} never count: “${earlier.policy.name}” above it takes the same destinations with ${saySpan(earlier.limit)}.`;
      return [{ code: 'stricter-below-broader', ...about, message, fix, reason }];
    }
    const message = `No traffic reaches its session check: “${earlier.policy.name}” above it takes all of it.`;
    return [{ code: 'unreachable-check', ...about, message, fix, reason }];
  });
}
