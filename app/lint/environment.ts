import type { Environment } from '../environment/environment.ts';
import { hostOfPage, passesAround } from '../identity/sign-in-route.ts';
import { destinationNamed } from '../network/destination.ts';
import { routeOf } from '../network/split-tunnel.ts';
import { engineVersion } from '../session/engine-version.ts';
import { evolve } from '../session/evolve.ts';
import { judgeConnection } from '../session/judge.ts';
import type { State } from '../session/state.ts';
import type { Verdict } from '../session/verdict.ts';
import type { Finding, LintSubject } from './finding.ts';

/** What only the whole environment shows: where the resolver, the provider and the destinations lie. */
export function findInEnvironment({ environment }: LintSubject): readonly Finding[] {
  if (environment === undefined) return [];
  const at = environment.clock.startAt;
  const fresh = evolve(undefined, { at, type: 'run-started', engine: engineVersion, environment });
  const state: State = { ...fresh, client: { connected: true } };
  return [...resolvers(state), ...signInPages(state), ...aroundTheTunnel(state), ...excluded(state)];
}

type Verb = Pick<Verdict, 'checked' | 'policy'>;

function judge(state: State, host: string, port: number, protocol: 'tcp' | 'udp'): Verb {
  return judgeConnection(state, { host, port, protocol }, state.at, { useCache: false }).verdict;
}

function resolvers(state: State): readonly Finding[] {
  return state.environment.dns.localDomainFallback.flatMap(({ suffix, resolver }): readonly Finding[] => {
    const [udp, tcp] = [judge(state, resolver, 53, 'udp'), judge(state, resolver, 53, 'tcp')];
    const checking = udp.checked ? udp : tcp;
    if (!checking.checked || checking.policy === undefined) return [];
    const names = `names below ${suffix}`;
    if (udp.checked && tcp.checked) {
      return [
        {
          ...{ code: 'resolver-in-check', severity: 'error', policy: checking.policy },
          message: `The private resolver ${resolver} stands under this session check, so all ${names} die with it.`,
          fix: `Put an Allow without a session check for ${resolver} port 53 above it.`,
          reason: 'A query to a Local Domain Fallback resolver is an ordinary flow and is checked like any other.',
        },
      ];
    }
    const [open, closed] = udp.checked ? ['TCP', 'UDP'] : ['UDP', 'TCP'];
    return [
      {
        ...{ code: 'resolver-by-one-transport', severity: 'warning', policy: checking.policy },
        message: `The private resolver ${resolver} is free of the check over ${open} and under it over ${closed}.`,
        fix: 'Let the Allow without a session check take both transports.',
        reason: `Answers that need ${closed} fail once the session has expired, and only those.`,
      },
    ];
  });
}

function signInPages(state: State): readonly Finding[] {
  const { environment } = state;
  return (['team', 'provider'] as const).flatMap((page): readonly Finding[] => {
    const host = hostOfPage(environment, page);
    if (host === undefined || destinationNamed(environment, host) === undefined) return [];
    const { checked, policy } = judge(state, host, 443, 'tcp');
    if (!checked || policy === undefined) return [];
    const what = page === 'team' ? 'The team domain' : 'The identity provider';
    return [
      {
        ...{ code: `${page === 'team' ? 'team-domain' : 'provider'}-in-check`, severity: 'error', policy },
        message: `${what} ${host} stands under this session check, so nobody can sign in once it has expired.`,
        fix: `Put an Allow without a session check for ${host}, and for the resolver that knows its name, above it.`,
        reason: 'A sign-in has to reach both through the client; behind the expired policy it never ends.',
      },
    ];
  });
}

function aroundTheTunnel(state: State): readonly Finding[] {
  const checking = checkingPolicies(state.environment)[0];
  if (checking === undefined || !passesAround(state, state.at)) return [];
  return [
    {
      ...{ code: 'include-without-provider', severity: 'error', policy: checking },
      message: 'Split Tunnels include neither the team domain nor the identity provider, or only one of them.',
      fix: 'Include both, and the protected applications.',
      reason: 'In Include mode session durations work only when a sign-in passes through the client.',
    },
  ];
}

function excluded({ environment }: State): readonly Finding[] {
  const { splitTunnel } = environment.client;
  const checking = checkingPolicies(environment)[0];
  const outside = Object.entries(environment.destinations).filter(
    ([, { host, address, outside: answersOutside }]) =>
      !answersOutside && !routeOf(splitTunnel, address, host).inTunnel,
  );
  if (checking === undefined || outside.length === 0) return [];
  const names = outside.map(([name]) => name);
  return [
    {
      ...{ code: 'excluded-destination', severity: 'warning', policy: checking },
      message: `Split Tunnels keep ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''} outside the tunnel.`,
      fix: 'Take their range out of the exclude list, or into the include list.',
      reason: 'Gateway never sees what leaves outside the tunnel: no policy, no session check, and no way to reach it.',
    },
  ];
}

function checkingPolicies({ policies }: Environment): readonly Finding['policy'][] {
  return policies
    .filter(({ enabled, checkSession }) => enabled && checkSession?.enforce)
    .map(({ id, name }) => ({ id, name }));
}
