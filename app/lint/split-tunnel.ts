import type { Environment } from '../environment/environment.ts';
import { isRange } from '../network/address.ts';
import { routeOf } from '../network/split-tunnel.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import { addressesOf, covers, namedDestinations, sayAddresses, touches } from './cover.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';
import { freshState, matchIn } from './judged.ts';
import { isNothing } from './value-set.ts';

const listed = 5;

/** Destinations with a session check that Split Tunnels keep from Gateway (LK-26; DOMAIN.md §5.2). */
export function findExcluded(subject: LintSubject): readonly Finding[] {
  const { environment, ruleset, reach } = subject;
  if (environment === undefined) return [];
  const whole = ruleset.inOrder('l4').filter((compiled) => {
    if (compiled.limit === undefined) return false;
    const region = reach.takenBy(compiled);
    // One that may take any destination isn't kept from all of them.
    if (region === undefined || region.some((cube) => !cube.has('net.dst.ip'))) return false;
    return isOutside(environment.client.splitTunnel, namedDestinations(region));
  });
  const parts = [...destinationsOutside(subject, environment)].filter(([compiled]) => !whole.includes(compiled));
  return [
    ...whole.map((compiled) =>
      sayExcluded(
        compiled,
        'error',
        `all of its destinations (${sayAddresses(namedDestinations(reach.takenBy(compiled)))})`,
      ),
    ),
    ...parts.map(([compiled, names]) =>
      sayExcluded(
        compiled,
        'warning',
        `${names.slice(0, listed).join(', ')}${names.length > listed ? ` and ${names.length - listed} more` : ''}`,
      ),
    ),
  ];
}

/** By addresses alone: an entry that is a name may stand for any of them. */
function isOutside(
  { mode, entries }: Environment['client']['splitTunnel'],
  destinations: ReturnType<typeof addressesOf>,
): boolean {
  if (isNothing(destinations)) return false;
  const addresses = addressesOf(entries.filter(isRange));
  if (mode === 'exclude') return covers(addresses, destinations);
  return entries.every(isRange) && !touches(addresses, destinations);
}

function destinationsOutside({ ruleset }: LintSubject, environment: Environment): Map<CompiledPolicy, string[]> {
  const state = freshState(environment);
  const outside = new Map<CompiledPolicy, string[]>();
  for (const [name, { host, address, ports }] of Object.entries(environment.destinations)) {
    if (routeOf(environment.client.splitTunnel, address, host).inTunnel) continue;
    const checking = Object.keys(ports)
      .map((port) => matchIn(ruleset, state, 'l4', { host, address, port: Number(port), protocol: 'tcp' }))
      .find((matched) => matched?.limit !== undefined);
    if (checking !== undefined) outside.set(checking, [...(outside.get(checking) ?? []), name]);
  }
  return outside;
}

function sayExcluded({ policy }: CompiledPolicy, severity: Finding['severity'], what: string): Finding {
  return {
    ...{ code: 'excluded-destination', severity, policy: aboutPolicy(policy), place: { part: 'traffic' } },
    message: `Split Tunnels keep ${what} outside the tunnel, where this session check is never asked.`,
    fix: 'Take their range out of the exclude list, or into the include list.',
    reason:
      'Gateway never sees what leaves outside the tunnel: no policy, no session check, and often no way to reach it.',
  };
}
