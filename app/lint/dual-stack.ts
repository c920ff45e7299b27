import type { Destination, Environment } from '../environment/environment.ts';
import { showIp } from '../expression/address.ts';
import type { Ip } from '../expression/value.ts';
import { canonicalName } from '../network/destination.ts';
import { addressesOf, join, meetAddresses, namedDestinations } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';
import { freshState, judgeAt, matchAt } from './judged.ts';
import { spans } from './value-set.ts';

/** With more of them the first ones stand for all. */
const mostTried = 50;

/** Session checks that an application's IPv6 address goes around: IPv4 ranges never match it (DOMAIN.md §3.1 fact 8). */
export function findOneFamilyCovers(subject: LintSubject): readonly Finding[] {
  const { environment } = subject;
  const hosts = environment === undefined ? [] : findHosts(subject, environment);
  return hosts.length > 0 ? hosts : findRanges(subject);
}

/** Destinations of one host name with an address of each family, only one of which is checked. */
function findHosts({ ruleset }: LintSubject, environment: Environment): readonly Finding[] {
  const state = freshState(environment);
  const byHost = new Map<string, Destination[]>();
  for (const place of Object.values(environment.destinations)) {
    const host = canonicalName(place.host);
    byHost.set(host, [...(byHost.get(host) ?? []), place]);
  }
  return [...byHost].flatMap(([host, places]): readonly Finding[] => {
    if (places.length < 2) return [];
    const judged = places.flatMap(({ address, ports }) =>
      Object.keys(ports).map((port) => ({ address, port, verdict: judgeAt(state, address, Number(port), 'tcp') })),
    );
    const checked = judged.find(({ verdict }) => verdict.checked);
    const open = judged.find(
      ({ address, port, verdict }) =>
        verdict.outcome === 'allowed' &&
        !verdict.checked &&
        judged.some((one) => one.port === port && one.verdict.checked && isOtherFamily(one.address, address)),
    );
    const checking = ruleset.find(checked?.verdict.policy?.id ?? '')?.policy;
    if (checked === undefined || open === undefined || checking === undefined) return [];
    return [sayOpen(aboutPolicy(checking), `${host} at ${open.address}`, familyOf(checked.address))];
  });
}

/** Private IPv6 that the policies name themselves and let in unchecked, while every check names IPv4 alone. */
function findRanges({ ruleset, reach }: LintSubject): readonly Finding[] {
  const ordered = ruleset.inOrder('l4');
  const first = ordered.find((one) => one.limit !== undefined && namedDestinations(reach.takenBy(one)).four.length > 0);
  // What is left when IPv4 is taken away is no naming of IPv6.
  const named = (policies: typeof ordered) =>
    join(
      policies
        .map((one) => namedDestinations(reach.takenBy(one)))
        .filter(({ six }) => !spans(six, { from: 0n, to: 1n << 128n })),
    );
  const checks = ordered.filter(({ limit }) => limit !== undefined);
  if (first === undefined || named(checks).six.length > 0) return [];
  const { six } = meetAddresses(named(ordered), addressesOf(['fc00::/7']));
  const open = six
    .slice(0, mostTried)
    .map(({ from }): Ip => ({ version: 6, bits: from }))
    .find((ip) => {
      const { matched } = matchAt(ruleset, ip, 443, 'tcp');
      return matched === undefined || (matched.policy.action === 'allow' && matched.limit === undefined);
    });
  return open === undefined ? [] : [sayOpen(aboutPolicy(first.policy), showIp(open), 'IPv4')];
}

function sayOpen(policy: Finding['policy'], where: string, checked: 'IPv4' | 'IPv6'): Finding {
  const other = checked === 'IPv4' ? 'IPv6' : 'IPv4';
  return {
    ...{ code: 'ipv4-only-cover', severity: 'error', policy, place: { part: 'traffic' } },
    message: `It checks the session over ${checked} only; ${where} is reached over ${other} without a check.`,
    fix: `Name the ${other} addresses in it too.`,
    reason: 'Addresses of the two families are never equal, and a device takes whichever answers first.',
  };
}

function familyOf(address: string): 'IPv4' | 'IPv6' {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

function isOtherFamily(a: string, b: string): boolean {
  return familyOf(a) !== familyOf(b);
}
