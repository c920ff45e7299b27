import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { Phase } from '../policy/ruleset.ts';
import type { Millis } from '../time/instant.ts';
import { saySpan } from '../time/span.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** Session checks that no traffic meets, since earlier policies take all of theirs (DOMAIN.md §2 fact 2). */
export function findUnreachableChecks({ ruleset, reach }: LintSubject): readonly Finding[] {
  return (['l4', 'http'] as const).flatMap((phase: Phase) =>
    ruleset.inOrder(phase).flatMap((compiled): readonly Finding[] => {
      const earlier = compiled.limit === undefined ? [] : reach.coverOf(compiled, phase);
      return compiled.limit === undefined || earlier.length === 0
        ? []
        : [sayUnreachable(compiled, compiled.limit, earlier)];
    }),
  );
}

function sayUnreachable({ policy }: CompiledPolicy, limit: Millis, earlier: readonly CompiledPolicy[]): Finding {
  const about = { policy: aboutPolicy(policy), place: { part: 'traffic' } } as const;
  const who = sayNames(earlier);
  const many = earlier.length > 1;
  const fix = `Give it a lower precedence number than ${who} ${many ? 'have' : 'has'}.`;
  const reason = 'The first policy that matches decides; what stands below it is never asked.';
  const limits = new Set(earlier.map((one) => one.limit));
  const [other] = limits;
  if (limits.size === 1 && other === limit) {
    const message = `${who} above it ${many ? 'take' : 'takes'} all of its traffic, with the same ${saySpan(limit)}.`;
    return { code: 'unreachable-check', severity: 'warning', ...about, message, fix: 'Delete it.', reason };
  }
  if (earlier.every((one) => one.limit !== undefined && one.limit > limit)) {
    const theirs = [...limits].map((one) => saySpan(one ?? 0)).join(' and ');
    const message = `Its ${saySpan(limit)} never count: ${who} above it ${many ? 'take' : 'takes'} the same destinations with ${theirs}.`;
    return { code: 'stricter-below-broader', severity: 'error', ...about, message, fix, reason };
  }
  const message = `No traffic reaches its session check: ${who} above it ${many ? 'take' : 'takes'} all of it.`;
  return { code: 'unreachable-check', severity: 'error', ...about, message, fix, reason };
}

const named = 3;

function sayNames(policies: readonly CompiledPolicy[]): string {
  const names = policies.slice(0, named).map(({ policy }) => `“${policy.name}”`);
  if (policies.length > named) return `${names.join(', ')} and ${policies.length - named} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
