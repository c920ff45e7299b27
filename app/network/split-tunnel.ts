import type { Environment } from '../environment/environment.ts';
import { isAtPlace } from './place.ts';

export type Route = { readonly inTunnel: boolean; readonly entry?: string };

/** Whether traffic to an address enters the tunnel, and the entry that says so (DOMAIN.md §5.2 facts 4 and 5). */
export function routeOf(splitTunnel: Environment['client']['splitTunnel'], address: string, host: string): Route {
  const entry = splitTunnel.entries.find((candidate) => isAtPlace(candidate, address, host));
  const listed = entry !== undefined;
  return { inTunnel: listed === (splitTunnel.mode === 'include'), ...(listed ? { entry } : {}) };
}
