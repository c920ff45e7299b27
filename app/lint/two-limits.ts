import { applicationAt } from '../network/access-application.ts';
import { saySpan } from '../time/span.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';
import { freshState, matchIn } from './judged.ts';

/** Destinations that an Access application closes before the policy’s limit, with another notice (LK-43; DOMAIN.md §1.5 facts 33, 34). */
export function findTwoLimits({ environment, ruleset }: LintSubject): readonly Finding[] {
  if (environment === undefined || Object.keys(environment.access.applications).length === 0) return [];
  const state = freshState(environment);
  const found = new Map<string, Finding>();
  for (const { host, address, ports } of Object.values(environment.destinations)) {
    for (const port of Object.keys(ports).map(Number)) {
      const application = applicationAt(environment, { host, address, port });
      const checking = matchIn(ruleset, state, 'l4', { host, address, port, protocol: 'tcp' });
      if (application?.limit === undefined || checking?.limit === undefined) continue;
      if (application.limit >= checking.limit) continue;
      found.set(`${application.name} ${checking.policy.id}`, {
        ...{ code: 'two-session-limits', severity: 'warning', policy: aboutPolicy(checking.policy) },
        place: { part: 'checkSession' },
        message: `The Access application “${application.name}” ends the session for ${host} after ${saySpan(application.limit)}, before the ${saySpan(checking.limit)} of this policy.`,
        fix: 'Give both the same duration, or leave one of them out.',
        reason: 'Access has a limit of its own on the same age; neither replaces the other.',
      });
    }
  }
  return [...found.values()];
}
