import type { Service } from '../environment/environment.ts';
import type { ConnectionAttempt, Protocol } from '../session/command.ts';
import { browserFacts } from './browser-facts.ts';

/** How the URL of what answers there begins; `undefined` for what is no page. */
export function schemeOf(service: Service | undefined): 'http' | 'https' | undefined {
  if (service === 'doh') return 'https';
  return service === 'http' || service === 'https' ? service : undefined;
}

/** How a program usually comes to it. */
export function usualProtocol(service: Service | undefined): 'tcp' | 'udp' {
  return service === 'dns' || service === 'udp-echo' ? 'udp' : 'tcp';
}

/** Whether it answers what comes by a protocol. A server of the user's own is asked by any. */
export function speaks(service: Service, protocol: Protocol): boolean {
  if (protocol === 'icmp' || service === 'dns' || typeof service !== 'string') return true;
  return protocol === (service === 'udp-echo' ? 'udp' : 'tcp');
}

/** What a usual client tries there; a browser shows by its first bytes what it wants, other programs show nothing. */
export function usualAttempt(host: string, port: number, service: Service | undefined): ConnectionAttempt {
  const scheme = schemeOf(service);
  const facts = scheme === undefined ? {} : { facts: browserFacts(scheme, host) };
  return { host, port, protocol: usualProtocol(service), ...facts };
}
