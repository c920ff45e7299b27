import type { ClientFacts, ConnectionAttempt } from '../session/command.ts';

/** What a browser's first request to a host tells of itself. */
export function browserFacts(scheme: 'http' | 'https', host: string, path = '/'): ClientFacts {
  const request = { host, method: 'GET', path };
  return scheme === 'http' ? { detectedProtocol: 'http', request } : { detectedProtocol: 'tls', sni: host, request };
}

/** What a browser tries that opens a page; `undefined` for a text that is no URL of one. */
export function readPage(url: string): ConnectionAttempt | undefined {
  const [, scheme = '', host = '', port, path = '/'] =
    /^(https?):\/\/([a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?(\/[^\s#]*)?$/i.exec(url) ?? [];
  const kind = scheme.toLowerCase();
  const number = port === undefined ? { http: 80, https: 443 }[kind] : Number(port);
  if ((kind !== 'http' && kind !== 'https') || number === undefined || number < 1 || number > 65_535) return undefined;
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return { host: name, port: number, protocol: 'tcp', facts: browserFacts(kind, name, path) };
}
