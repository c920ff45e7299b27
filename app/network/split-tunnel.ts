import type { Environment } from '../environment/environment.ts';
import { isRange, rangeHolds } from './address.ts';

export type Route = { readonly inTunnel: boolean; readonly entry?: string };

/**
 * Whether traffic to an address enters the tunnel, and the entry that says so. A host entry is exact, `*.`
 * stands for subdomains only (DOMAIN.md §5.2 facts 4 and 5).
 */
export function routeOf(splitTunnel: Environment['client']['splitTunnel'], address: string, host: string): Route {
  const entry = splitTunnel.entries.find((candidate) =>
    isRange(candidate) ? rangeHolds(candidate, address) : isHostOf(candidate, host),
  );
  const listed = entry !== undefined;
  return { inTunnel: listed === (splitTunnel.mode === 'include'), ...(listed ? { entry } : {}) };
}

function isHostOf(pattern: string, host: string): boolean {
  const name = host.toLowerCase();
  const wanted = pattern.toLowerCase();
  return wanted.startsWith('*.') ? name.endsWith(wanted.slice(1)) : name === wanted;
}
