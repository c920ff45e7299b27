import type { ClientFacts } from '../session/command.ts';

/** What a browser's first request to a host tells of itself. */
export function browserFacts(scheme: 'http' | 'https', host: string): ClientFacts {
  const request = { host, method: 'GET', path: '/' };
  return scheme === 'http' ? { detectedProtocol: 'http', request } : { detectedProtocol: 'tls', sni: host, request };
}
