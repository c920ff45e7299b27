import type { ServiceKind } from '../environment/environment.ts';
import { isPrivateAddress, rangeHolds } from '../network/address.ts';
import { routeOf } from '../network/split-tunnel.ts';
import type { DiagReading, SplitTunnel } from './diag-reading.ts';
import { assumed, type Basis, readFrom, stated } from './draft-basis.ts';
import { isPrivateName } from './host-name.ts';
import type { Place } from './read-place.ts';

/** A destination of the draft. */
export type DraftDestination = {
  readonly key: string;
  readonly host: string;
  readonly address: string;
  readonly ports: Readonly<Record<string, ServiceKind>>;
  readonly fails: boolean;
  readonly works: boolean;
  /** Of the address. */
  readonly basis: Basis;
  readonly outside?: boolean;
};

/** A second name of a destination's address. */
export type Alias = { readonly name: string; readonly address: string };

export type DraftDestinations = {
  readonly destinations: readonly DraftDestination[];
  readonly aliases: readonly Alias[];
};

type Parts = {
  readonly fails: readonly Place[];
  readonly works: readonly Place[];
  readonly splitTunnel: SplitTunnel;
  readonly suffixes: readonly string[];
  readonly resolvers: readonly { readonly address: string; readonly basis: Basis }[];
  readonly hosts: NonNullable<DiagReading['hosts']>;
};

const kinds: Readonly<Record<string, ServiceKind>> = {
  22: 'ssh',
  53: 'dns',
  80: 'http',
  8080: 'http',
  443: 'https',
  8443: 'https',
};

/** What was named in the ticket, each once, with addresses where none is known: private ones in the tunnel for what is private. */
export function draftDestinations({ fails, works, splitTunnel, suffixes, resolvers, hosts }: Parts): DraftDestinations {
  const byAddress = new Map<string, DraftDestination>();
  const aliases: Alias[] = [];
  const addressOf = new Map(hosts.map((one) => [one.value.name, one]));
  const free = freeAddresses(
    splitTunnel,
    [...fails, ...works, ...resolvers].flatMap(({ address }) => address ?? []),
  );
  const known = new Map<string, string>();
  const keys = new Set<string>();

  const place = ({ host, address, port }: Place, fares: 'fails' | 'works') => {
    const inHosts = host === undefined ? undefined : addressOf.get(host);
    const [at, basis] = ((): readonly [string, Basis] => {
      if (address !== undefined) return [address, stated];
      const before = known.get(host ?? '');
      if (before !== undefined) return [before, byAddress.get(before)?.basis ?? stated];
      if (inHosts !== undefined) return [inHosts.value.address, readFrom(inHosts)];
      const isPrivate = fares === 'fails' || isPrivateName(host ?? '', suffixes);
      return [free(isPrivate), assumed('its address is not known')];
    })();
    add({ host: host ?? hostOf(at), address: at, port: port ?? 443, fares, basis });
  };
  const add = (one: {
    host: string;
    address: string;
    port: number;
    fares?: 'fails' | 'works';
    basis: Basis;
    outside?: boolean;
  }) => {
    const { host, address, port, fares, basis, outside } = one;
    const before = byAddress.get(address);
    if (before !== undefined && before.host !== host && !known.has(host)) aliases.push({ name: host, address });
    known.set(host, address);
    byAddress.set(address, {
      key: before?.key ?? keyOf(host, keys),
      host: before?.host ?? host,
      ...{ address, basis: before?.basis ?? basis },
      ports: { ...before?.ports, [port]: kinds[port] ?? 'tcp-echo' },
      fails: before?.fails === true || fares === 'fails',
      works: before?.works === true || fares === 'works',
      ...(outside === true ? { outside } : {}),
    });
  };

  for (const one of fails) place(one, 'fails');
  for (const one of works) place(one, 'works');
  for (const { address, basis } of resolvers) {
    // One that Split Tunnels keep outside is asked there.
    const outside = isPrivateAddress(address) && !routeOf(splitTunnel, address, '').inTunnel;
    add({ host: hostOf(address), address, port: 53, basis, outside });
  }
  return { destinations: [...byAddress.values()], aliases };
}

/** Where nothing has a name. `.invalid` belongs to nobody (RFC 2606). */
function hostOf(address: string): string {
  return `host-${address.replaceAll(/[^0-9a-f]+/g, '-').replaceAll(/^-+|-+$/g, '')}.invalid`;
}

function keyOf(host: string, keys: Set<string>): string {
  const first = host.endsWith('.invalid') ? host.replace('.invalid', '') : (host.split('.')[0] ?? host);
  const base = first in Object.prototype ? `${first}-1` : first.slice(0, 60);
  let key = base;
  for (let count = 2; keys.has(key); count += 1) key = `${base}-${count}`;
  keys.add(key);
  return key;
}

/** Private ones within the tunnel, and public ones that belong to nobody (RFC 5737); each is handed out once. */
function freeAddresses(splitTunnel: SplitTunnel, taken: readonly string[]): (isPrivate: boolean) => string {
  const bases = ['10.128.0.', '172.20.0.', '192.168.128.', '100.80.0.'];
  const included = splitTunnel.entries.flatMap((entry) => basesIn(entry));
  const inTunnel = (base: string) => routeOf(splitTunnel, `${base}10`, '').inTunnel;
  const base = [...(splitTunnel.mode === 'include' ? included : []), ...bases].find(inTunnel) ?? '10.128.0.';
  const used = new Set(taken);
  return (isPrivate) => {
    for (let last = 10; ; last += 1) {
      const address = `${isPrivate ? base : '203.0.113.'}${last}`;
      if (used.has(address)) continue;
      used.add(address);
      return address;
    }
  };
}

/** Of an entry that holds at least the addresses of one network of 24 bits, and private ones. */
function basesIn(entry: string): readonly string[] {
  const [, base] = /^(\d+\.\d+\.\d+\.)\d+\/(?:8|9|1\d|2[0-4])$/.exec(entry) ?? [];
  return base !== undefined && isPrivateAddress(`${base}10`) && rangeHolds(entry, `${base}10`) ? [base] : [];
}
