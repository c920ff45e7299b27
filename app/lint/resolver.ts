import { showIp } from '../expression/address.ts';
import type { Ip } from '../expression/value.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';
import { freshState, judgeAt, matchAt } from './judged.ts';
import type { Cube } from './region.ts';
import { anyOf, holds } from './value-set.ts';

type Transport = 'tcp' | 'udp';

/** Private resolvers under a session check, over both transports or over one (DOMAIN.md §5.3 facts 11 to 14). */
export function findResolvers(subject: LintSubject): readonly Finding[] {
  return [...findFallbackResolvers(subject), ...findOpenings(subject)];
}

function findFallbackResolvers({ environment, ruleset }: LintSubject): readonly Finding[] {
  if (environment === undefined) return [];
  const state = freshState(environment);
  return environment.dns.localDomainFallback.flatMap(({ suffix, resolver }): readonly Finding[] => {
    const [udp, tcp] = [judgeAt(state, resolver, 53, 'udp'), judgeAt(state, resolver, 53, 'tcp')];
    const checking = ruleset.find((udp.checked ? udp : tcp).policy?.id ?? '')?.policy;
    if ((!udp.checked && !tcp.checked) || checking === undefined) return [];
    if (!udp.checked) return [sayHalfChecked(aboutPolicy(checking), resolver, 'udp')];
    if (!tcp.checked) return [sayHalfChecked(aboutPolicy(checking), resolver, 'tcp')];
    return [
      {
        ...{ code: 'resolver-in-check', severity: 'error', policy: aboutPolicy(checking), place: { part: 'traffic' } },
        message: `The private resolver ${resolver} stands under this session check, so all names below ${suffix} die with it.`,
        fix: `Put an Allow without a session check for ${resolver} port 53 above it.`,
        reason: 'A query to a Local Domain Fallback resolver is an ordinary flow and is checked like any other.',
      },
    ];
  });
}

/** Policies written for DNS over one transport, where the other fares differently. */
function findOpenings({ ruleset, reach }: LintSubject): readonly Finding[] {
  return ruleset.inOrder('l4').flatMap((compiled): readonly Finding[] => {
    const { policy } = compiled;
    if (policy.action !== 'allow') return [];
    return (reach.takenBy(compiled) ?? []).flatMap((cube): readonly Finding[] => {
      const opening = openingOf(cube);
      if (opening === undefined) return [];
      const { address, transport } = opening;
      const other = transport === 'udp' ? 'tcp' : 'udp';
      const here = matchAt(ruleset, address, 53, transport).matched;
      const there = matchAt(ruleset, address, 53, other).matched;
      // Only the policy that really decides has something to tell.
      if (here !== compiled) return [];
      if (there?.policy.action === 'block') return [sayHalfBlocked(aboutPolicy(policy), showIp(address), transport)];
      const isOpenHere = compiled.limit === undefined;
      const isOpenThere = there?.limit === undefined;
      if (isOpenHere === isOpenThere) return [];
      const checking = isOpenHere && there !== undefined ? there.policy : policy;
      return [sayHalfChecked(aboutPolicy(checking), showIp(address), isOpenHere ? transport : other)];
    });
  });
}

function openingOf(cube: Cube): { readonly address: Ip; readonly transport: Transport } | undefined {
  const port = cube.get('net.dst.port');
  const protocol = cube.get('net.protocol');
  const address = cube.get('net.dst.ip');
  const isForDns = port?.kind === 'number' && holds(port, 53) && !holds(port, 443);
  const some = address === undefined ? undefined : anyOf(address);
  if (!isForDns || protocol === undefined || typeof some !== 'object') return undefined;
  const [udp, tcp] = [holds(protocol, 'udp'), holds(protocol, 'tcp')];
  return udp === tcp ? undefined : { address: some, transport: udp ? 'udp' : 'tcp' };
}

function sayHalfChecked(policy: Finding['policy'], resolver: string, open: Transport): Finding {
  const checked = open === 'udp' ? 'TCP' : 'UDP';
  return {
    ...{ code: 'resolver-by-one-transport', severity: 'warning', policy, place: { part: 'traffic' } },
    message: `The private resolver ${resolver} is free of the check over ${open.toUpperCase()} and under it over ${checked}.`,
    fix: 'Let the Allow without a session check take both transports.',
    reason: `Answers that need ${checked} fail once the session has expired, and only those.`,
  };
}

function sayHalfBlocked(policy: Finding['policy'], resolver: string, open: Transport): Finding {
  const blocked = open === 'udp' ? 'TCP' : 'UDP';
  return {
    ...{ code: 'resolver-by-one-transport', severity: 'warning', policy, place: { part: 'traffic' } },
    message: `It lets queries to ${resolver} through over ${open.toUpperCase()} only; over ${blocked} they are blocked.`,
    fix: 'Let it take both transports.',
    reason: 'A resolver answers over TCP what is too long for UDP (RFC 7766), so names with long answers fail.',
  };
}
