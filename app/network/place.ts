import { isRange, rangeHolds } from './address.ts';

/** Whether a place as Split Tunnels and Access write it holds an endpoint: an address, a CIDR, a host, `*.` and a domain. */
export function isAtPlace(place: string, address: string, host: string): boolean {
  if (isRange(place)) return rangeHolds(place, address);
  const name = host.toLowerCase();
  const wanted = place.toLowerCase();
  // A host entry is exact, and `*.` stands for subdomains only (DOMAIN.md §5.2 fact 5).
  return wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) : name === wanted;
}
