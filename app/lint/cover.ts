import { parseCidr, showRange } from '../expression/address.ts';
import type { Cube, Region } from './region.ts';
import { allOf, holds, isNothing, meet, tidy, type ValueSet, without } from './value-set.ts';
import { stretchesOf } from './values-taken.ts';

/** Addresses of both families. */
export type Addresses = Extract<ValueSet, { kind: 'address' }>;

/** RFC 1918 and RFC 4193; the first half of the latter is not in use. */
export const privateBlocks: readonly (readonly [name: string, block: Addresses])[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  'fd00::/8',
].map((name) => [name, addressesOf([name])]);

/** The addresses of CIDRs and single addresses; other texts are passed over. */
export function addressesOf(texts: readonly string[]): Addresses {
  const ranges = texts.flatMap((text) => {
    const reading = parseCidr(text);
    return reading.ok ? [reading.range] : [];
  });
  return { kind: 'address', ...stretchesOf(ranges), absent: false };
}

/** The destinations that a region takes on every port, over TCP at least, and whatever else a connection has. */
export function wholeDestinations(region: Region | undefined): Addresses {
  return join((region ?? []).filter(takesEveryPort).map(destinationsOf));
}

/** The destinations that a region takes on every port, over both transports. */
export function closedDestinations(region: Region | undefined): Addresses {
  return join((region ?? []).filter((cube) => takesEveryPort(cube) && !cube.has('net.protocol')).map(destinationsOf));
}

/** The destinations that a region names: none when it may take any. */
export function namedDestinations(region: Region | undefined): Addresses {
  return join((region ?? []).filter((cube) => cube.has('net.dst.ip')).map(destinationsOf));
}

export function join(all: readonly Addresses[]): Addresses {
  const four = tidy(all.flatMap((one) => one.four));
  return { kind: 'address', four, six: tidy(all.flatMap((one) => one.six)), absent: false };
}

/** Whether nothing of `wanted` is missing in `addresses`. */
export function covers(addresses: Addresses, wanted: Addresses): boolean {
  return isNothing(without(wanted, addresses));
}

export function touches(a: Addresses, b: Addresses): boolean {
  return !isNothing(meet(a, b));
}

export function meetAddresses(a: Addresses, b: Addresses): Addresses {
  const both = meet(a, b);
  return both.kind === 'address' ? both : addressesOf([]);
}

/** A network rather than an application: as many addresses as a /16 of IPv4, or a /56 of IPv6, has. */
export function isBroad({ four, six }: Addresses): boolean {
  const fours = four.reduce((sum, { from, to }) => sum + to - from, 0);
  return fours >= 2 ** 16 || six.reduce((sum, { from, to }) => sum + to - from, 0n) >= 1n << 72n;
}

/** At most `most` of the ranges, as an expression writes them. */
export function sayAddresses({ four, six }: Addresses, most = 3): string {
  const fours = four.map(({ from, to }) =>
    showRange({ low: { version: 4, bits: from }, high: { version: 4, bits: to - 1 } }),
  );
  const sixes = six.map(({ from, to }) =>
    showRange({ low: { version: 6, bits: from }, high: { version: 6, bits: to - 1n } }),
  );
  const all = [...fours, ...sixes];
  return `${all.slice(0, most).join(', ')}${all.length > most ? ` and ${all.length - most} more` : ''}`;
}

function takesEveryPort(cube: Cube): boolean {
  for (const [field, set] of cube) {
    if (field === 'net.dst.ip') continue;
    if (field !== 'net.protocol' || !holds(set, 'tcp')) return false;
  }
  return true;
}

function destinationsOf(cube: Cube): Addresses {
  const set = cube.get('net.dst.ip') ?? allOf('net.dst.ip', 'address');
  return set.kind === 'address' ? set : addressesOf([]);
}
