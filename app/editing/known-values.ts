import type { Environment } from '../environment/environment.ts';
import { printScalar } from '../expression/print.ts';
import { bytesOf } from '../expression/value.ts';

/** A value as the language writes it, and what it is of. */
export type NamedValue = { readonly value: string; readonly about: string };

const longest = 200;

/** The values of a field that occur in an environment; those of most fields can't be known. */
export function knownValues(environment: Environment, field: string): readonly NamedValue[] {
  const named = new Map<string, string[]>();
  for (const [value, about] of valuesIn(environment, field)) {
    const known = named.get(value);
    if (known === undefined) named.set(value, [about]);
    else if (!known.includes(about)) known.push(about);
  }
  return Array.from(named, ([value, abouts]) => ({ value, about: sayAll(abouts) })).slice(0, longest);
}

type Known = readonly [value: string, about: string];

const quote = (text: string) => printScalar(bytesOf(text));

function valuesIn({ destinations, people, device, team }: Environment, field: string): readonly Known[] {
  const places = Object.entries(destinations);
  switch (field) {
    case 'net.dst.ip':
    case 'http.conn.dst_ip':
      return places.map(([name, { address }]) => [address, name]);
    case 'net.dst.port':
      return places.flatMap(([name, { ports }]) => Object.keys(ports).map((port): Known => [port, name]));
    case 'net.sni.host':
    case 'http.request.host':
      return places.map(([name, { host }]) => [quote(host), name]);
    case 'net.sni.domains':
    case 'http.request.domains':
      return places.map(([name, { host }]) => [quote(host.split('.').slice(-2).join('.')), name]);
    case 'net.protocol':
      return ['tcp', 'udp', 'icmp'].map((protocol) => [quote(protocol), 'protocol']);
    case 'net.protocol.detection':
      return ['http', 'http2', 'tls', 'ssh'].map((protocol) => [quote(protocol), 'detected protocol']);
    case 'net.onramp.type':
      return [[quote('device_client'), team.name]];
    case 'identity.email':
      return Object.values(people).map(({ email, name }) => [quote(email), name]);
    case 'identity.name':
      return Object.values(people).map(({ email, name }) => [quote(name), email]);
    case 'identity.groups.name':
      return Object.values(people).flatMap(({ groups, name }) => groups.map((group): Known => [quote(group), name]));
    case 'device_posture.checks.passed':
    case 'device_posture.checks.failed':
      return Object.entries(device.posture).map(([check, stands]) => [quote(check), `${stands} on this device`]);
    default:
      return [];
  }
}

function sayAll(abouts: readonly string[]): string {
  return abouts.length <= 2 ? abouts.join(', ') : `${abouts[0]} and ${abouts.length - 1} more`;
}
