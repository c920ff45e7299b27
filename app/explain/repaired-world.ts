import type { Destination, Environment } from '../environment/environment.ts';
import { normaliseAddress } from '../network/address.ts';
import { canonicalName, destinationAt } from '../network/destination.ts';
import { isAtPlace } from '../network/place.ts';
import { destinationBehind, fallbackFor } from '../network/private-dns.ts';
import type { Policy } from '../policy/policy.ts';
import type { ConnectionAttempt } from '../session/command.ts';
import type { State } from '../session/state.ts';
import type { VerdictClass } from '../session/verdict.ts';
import type { Millis } from '../time/instant.ts';

/** What an attempt is after: where the destination stands in the environment, under which key. */
export type Target = { readonly attempt: ConnectionAttempt; readonly key: string; readonly address: string };

/** Where an attempt would lead if all were well; a destination is made up where there is none. */
export function targetOf({ environment }: Pick<State, 'environment'>, attempt: ConnectionAttempt): Target {
  const literal = normaliseAddress(attempt.host);
  const found =
    literal === undefined ? destinationBehind(environment, attempt.host) : destinationAt(environment, literal);
  if (found !== undefined) return { attempt, key: found.name, address: found.destination.address };
  return { attempt, key: 'made-up', address: literal ?? madeUpAddress(environment, attempt.host) };
}

function madeUpAddress(environment: Environment, host: string): string {
  return fallbackFor(environment, host) === undefined ? '203.0.113.254' : '10.255.255.254';
}

/**
 * The same world, but nothing stands in the way of the attempt: neither the device nor the client nor the place nor a
 * policy. Everything else is as it is, the session too unless it is the cause. `policies` are those worth keeping.
 */
export function repairWorld(
  state: State,
  target: Target,
  { policies, cause, at }: { readonly policies: readonly Policy[]; readonly cause: VerdictClass; readonly at: Millis },
): State {
  const { environment } = state;
  const { session: _session, ...rest } = state;
  const resolver = fallbackFor(environment, target.attempt.host)?.resolver;
  const ways = [target.address, ...(resolver === undefined ? [] : [resolver])];
  return {
    ...rest,
    device: { online: true, asleep: false },
    client: { connected: true },
    resolved: {},
    registration: {
      ...(state.registration ?? { deviceId: 'made-up', address: '100.96.0.1', enrolment: 'manual' }),
      status: 'active',
    },
    ...withSession(state, cause, at),
    environment: {
      ...environment,
      client: {
        ...environment.client,
        mode: 'traffic-and-dns',
        splitTunnel: openTunnel(environment.client.splitTunnel, ways, target.attempt.host),
      },
      destinations: { ...environment.destinations, [target.key]: standingPlace(environment, target) },
      policies: [...letThrough(ways), ...policies],
      access: withoutApplicationOf(environment.access, target),
    },
  };
}

function withSession(state: State, cause: VerdictClass, at: Millis): Pick<State, 'session'> | Record<string, never> {
  const { session, environment } = state;
  if (session !== undefined && cause !== 'session' && cause !== 'access') return { session };
  if (session !== undefined) {
    const { staleSince: _stale, previousAt: _previous, ...signedIn } = session;
    return { session: { ...signedIn, authenticatedAt: at } };
  }
  const [personId, person] = Object.entries(environment.people)[0] ?? [];
  if (personId === undefined || person === undefined) return {};
  return { session: { ...person, personId, authenticatedAt: at, from: 'enrolment', episode: 1 } };
}

function openTunnel(
  { mode, entries }: Environment['client']['splitTunnel'],
  ways: readonly string[],
  host: string,
): Environment['client']['splitTunnel'] {
  const isOnTheWay = (entry: string) => ways.some((address) => isAtPlace(entry, address, host));
  if (mode === 'include') return { mode, entries: [...entries, ...ways] };
  return { mode, entries: entries.filter((entry) => !isOnTheWay(entry)) };
}

function standingPlace({ destinations }: Environment, { attempt, key, address }: Target): Destination {
  const known = destinations[key];
  const port = String(attempt.port);
  const isIcmp = attempt.protocol === 'icmp';
  const ports = isIcmp ? (known?.ports ?? {}) : { [port]: known?.ports[port] ?? 'tcp-echo', ...known?.ports };
  if (known !== undefined) return { ...known, ports, up: true };
  const isName = normaliseAddress(attempt.host) === undefined;
  return {
    ...{ host: isName ? canonicalName(attempt.host) : 'made-up.invalid', address, ports, up: true },
    ...{ delay: 0, outside: false, facts: {} },
  };
}

/** Before all policies that anybody wrote. */
export const foremost = Number.MIN_SAFE_INTEGER;

function letThrough(ways: readonly string[]): readonly Policy[] {
  const precedence = foremost + 9;
  return [
    madeUpPolicy({ id: 'made-up-way', precedence, traffic: sayPlaces(ways) }),
    madeUpPolicy({ id: 'made-up-request', precedence, filter: 'http', traffic: sayPlaces(ways, 'http.conn.dst_ip') }),
  ];
}

export const isMadeUp = (policyId: string) => policyId.startsWith('made-up-');

export function madeUpPolicy(given: Partial<Policy> & Pick<Policy, 'id' | 'precedence' | 'traffic'>): Policy {
  return {
    ...{ name: given.id, description: '', enabled: true, action: 'allow', filter: 'l4' },
    ...{ identity: '', devicePosture: '' },
    ...given,
  };
}

export function sayPlaces(places: readonly string[], field = 'net.dst.ip'): string {
  return `${field} in {${places.join(' ')}}`;
}

function withoutApplicationOf(access: Environment['access'], { address, attempt }: Target): Environment['access'] {
  const applications = Object.entries(access.applications).filter(
    ([, { destinations }]) => !destinations.some((place) => isAtPlace(place, address, attempt.host)),
  );
  return { ...access, applications: Object.fromEntries(applications) };
}
