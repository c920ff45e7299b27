import type { Destination, Environment } from '../environment/environment.ts';
import { isPrivateAddress } from './address.ts';

type Destinations = Pick<Environment, 'destinations'>;
type Found = { readonly name: string; readonly destination: Destination };
type Index = { readonly byAddress: ReadonlyMap<string, Found>; readonly byHost: ReadonlyMap<string, Found> };

const indexes = new WeakMap<Environment['destinations'], Index>();

export function destinationAt(environment: Destinations, address: string): Found | undefined {
  return indexOf(environment).byAddress.get(address);
}

/** Finds a destination by its host name, the first of those that share it. Case and a trailing dot don't matter (RFC 4343). */
export function destinationNamed(environment: Destinations, host: string): Found | undefined {
  return indexOf(environment).byHost.get(canonicalName(host));
}

export function canonicalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

export function isPrivate(destination: Destination): boolean {
  return isPrivateAddress(destination.address);
}

function indexOf(environment: Destinations): Index {
  const known = indexes.get(environment.destinations);
  if (known !== undefined) return known;
  const all = Object.entries(environment.destinations).map(([name, destination]) => ({ name, destination }));
  const index = {
    byAddress: new Map(all.map((found) => [found.destination.address, found])),
    byHost: new Map(all.toReversed().map((found) => [canonicalName(found.destination.host), found])),
  };
  indexes.set(environment.destinations, index);
  return index;
}
