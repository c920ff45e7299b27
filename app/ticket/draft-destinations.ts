import type { ServiceKind } from '../environment/environment.ts';
import { isPrivateAddress } from '../network/address.ts';
import { routeOf } from '../network/split-tunnel.ts';
import type { DiagReading, SplitTunnel } from './diag-reading.ts';
import { assumed, type Basis, readFrom, stated } from './draft-basis.ts';
import { freeAddresses } from './free-addresses.ts';
import { isPrivateName } from './host-name.ts';
import type { Place } from './read-place.ts';

/** A destination of the draft. */
export type DraftDestination = {
  readonly key: string;
  /** Its address where nobody named it. */
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

export type Resolver = { readonly address: string; readonly basis: Basis };

type Parts = {
  readonly fails: readonly Place[];
  readonly works: readonly Place[];
  readonly splitTunnel: SplitTunnel;
  readonly suffixes: readonly string[];
  readonly resolvers: readonly Resolver[];
  readonly hosts: NonNullable<DiagReading['hosts']>;
};

type Added = Pick<DraftDestination, 'host' | 'address' | 'basis'> & {
  readonly port: number;
  readonly fares?: 'fails' | 'works';
  readonly outside?: boolean;
};

/** What is being put together: what was named in the ticket, each address once. */
export class DraftDestinations {
  readonly #parts: Parts;
  readonly #free: (isPrivate: boolean) => string;
  readonly #byAddress = new Map<string, DraftDestination>();
  readonly #addresses = new Map<string, string>();
  readonly #keys = new Set<string>();
  readonly aliases: Alias[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    const { fails, works, resolvers, hosts, splitTunnel } = parts;
    const taken = [...fails, ...works, ...resolvers, ...hosts.map(({ value }) => value)];
    this.#free = freeAddresses(
      splitTunnel,
      taken.flatMap(({ address }) => address ?? []),
    );
    for (const place of fails) this.#place(place, 'fails');
    for (const place of works) this.#place(place, 'works');
    for (const resolver of resolvers) this.#resolver(resolver);
  }

  get all(): readonly DraftDestination[] {
    return [...this.#byAddress.values()];
  }

  /** One that nobody named, within the tunnel. */
  assumeResolver(): Resolver {
    const resolver = {
      address: this.#free(true),
      basis: assumed('which resolver knows the private names is not known'),
    };
    this.#resolver(resolver);
    return resolver;
  }

  #place({ host, address, port = 443 }: Place, fares: 'fails' | 'works'): void {
    const [at, basis] = address === undefined ? this.#find(host ?? '', fares) : [address, stated];
    this.#add({ host: host ?? hostOf(at), address: at, port, fares, basis });
  }

  /** An address where none is known: a private one for what fails while other things work, and for private names. */
  #find(host: string, fares: 'fails' | 'works'): readonly [string, Basis] {
    const before = this.#addresses.get(host);
    if (before !== undefined) return [before, this.#byAddress.get(before)?.basis ?? stated];
    const inHosts = this.#parts.hosts.find(({ value }) => value.name === host);
    if (inHosts !== undefined) return [inHosts.value.address, readFrom(inHosts)];
    const isPrivate = fares === 'fails' || isPrivateName(host, this.#parts.suffixes);
    return [this.#free(isPrivate), assumed('its address is not known')];
  }

  /** One that Split Tunnels keep outside is asked there. */
  #resolver({ address, basis }: Resolver): void {
    const outside = isPrivateAddress(address) && !routeOf(this.#parts.splitTunnel, address, '').inTunnel;
    this.#add({ host: hostOf(address), address, port: 53, basis, outside });
  }

  #add({ host, address, port, fares, basis, outside }: Added): void {
    const before = this.#byAddress.get(address);
    if (before !== undefined && before.host !== host && !this.#addresses.has(host)) {
      this.aliases.push({ name: host, address });
    }
    this.#addresses.set(host, address);
    this.#byAddress.set(address, {
      key: before?.key ?? keyOf(host, this.#keys),
      host: before?.host ?? host,
      ...{ address, basis: before?.basis ?? basis },
      ports: { ...before?.ports, [port]: kinds[port] ?? 'tcp-echo' },
      fails: before?.fails === true || fares === 'fails',
      works: before?.works === true || fares === 'works',
      ...(outside === true ? { outside } : {}),
    });
  }
}

const kinds: Readonly<Record<string, ServiceKind>> = {
  22: 'ssh',
  53: 'dns',
  80: 'http',
  8080: 'http',
  443: 'https',
  8443: 'https',
};

/** A host name has no colons; `.invalid` belongs to nobody (RFC 2606). */
function hostOf(address: string): string {
  return address.includes(':') ? `v6${address.replaceAll(':', '-')}x.invalid` : address;
}

function keyOf(host: string, keys: Set<string>): string {
  const isAddress = /^[\d.]+$/.test(host) || host.endsWith('.invalid');
  const first = isAddress ? `host-${host.replace('.invalid', '').replaceAll('.', '-')}` : (host.split('.')[0] ?? host);
  const base = first in Object.prototype ? `${first}-1` : first.slice(0, 60);
  let key = base;
  for (let count = 2; keys.has(key); count += 1) key = `${base}-${count}`;
  keys.add(key);
  return key;
}
