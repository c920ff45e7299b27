import type { Environment } from '../environment/environment.ts';
import { hostOfPage, passesAround } from '../identity/sign-in-route.ts';
import { destinationNamed } from '../network/destination.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';
import { freshState, judgeAt, matchAt } from './judged.ts';

/** The addresses of every team domain (DOMAIN.md §1.4 fact 27). */
const teamAddress = '104.19.194.29';

/** Pages of the sign-in that an expired session keeps from loading, or that pass around the client (DOMAIN.md §1.4 facts 26, 27). */
export function findSignInPages(subject: LintSubject): readonly Finding[] {
  const { environment } = subject;
  if (environment === undefined) return findTeamAddress(subject);
  const isTeamEmulated = destinationNamed(environment, environment.team.domain) !== undefined;
  return [
    ...(isTeamEmulated ? [] : findTeamAddress(subject)),
    ...findPagesInCheck(subject, environment),
    ...findPagesAround(subject, environment),
  ];
}

function findPagesInCheck({ ruleset }: LintSubject, environment: Environment): readonly Finding[] {
  const state = freshState(environment);
  return (['team', 'provider'] as const).flatMap((page): readonly Finding[] => {
    const host = hostOfPage(environment, page);
    if (host === undefined || destinationNamed(environment, host) === undefined) return [];
    const { checked, policy } = judgeAt(state, host, 443, 'tcp');
    const checking = ruleset.find(policy?.id ?? '')?.policy;
    if (!checked || checking === undefined) return [];
    return [sayPage(page, host, aboutPolicy(checking))];
  });
}

/** Policies alone show where the team domain lies, unless they tell it by its name. */
function findTeamAddress({ ruleset }: LintSubject): readonly Finding[] {
  if (ruleset.readsClientBytes) return [];
  const { matched } = matchAt(ruleset, teamAddress, 443, 'tcp');
  return matched?.limit === undefined ? [] : [sayPage('team', teamAddress, aboutPolicy(matched.policy))];
}

function sayPage(page: 'team' | 'provider', host: string, policy: Finding['policy']): Finding {
  const what = page === 'team' ? 'The team domain' : 'The identity provider';
  return {
    ...{ code: `${page === 'team' ? 'team-domain' : 'provider'}-in-check`, severity: 'error', policy },
    place: { part: 'traffic' },
    message: `${what} (${host}) stands under this session check, so nobody can sign in once it has expired.`,
    fix: `Put an Allow without a session check for it, and for the resolver that knows its name, above this policy.`,
    reason: 'A sign-in has to reach both pages through the client; behind the expired policy it never ends.',
  };
}

function findPagesAround({ ruleset }: LintSubject, environment: Environment): readonly Finding[] {
  const state = freshState(environment);
  const checking = ruleset.policies.find(({ policy, limit }) => policy.enabled && limit !== undefined);
  if (checking === undefined || !passesAround(state, state.at)) return [];
  return [
    {
      ...{ code: 'include-without-provider', severity: 'error', policy: aboutPolicy(checking.policy) },
      message: 'Split Tunnels include neither the team domain nor the identity provider, or only one of them.',
      fix: 'Include both, and the protected applications.',
      reason: 'In Include mode session durations work only when a sign-in passes through the client.',
    },
  ];
}
