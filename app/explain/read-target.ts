import { browserFacts } from '../network/browser-facts.ts';
import type { ConnectionAttempt } from '../session/command.ts';

/**
 * The attempt that a URL stands for: `tcp://HOST:PORT`, `udp://HOST:PORT`, `ssh://HOST`, or the request that a browser makes for an
 * http or https URL. `undefined`: it is none of them.
 */
export function readTarget(text: string): ConnectionAttempt | undefined {
  const parsed = split(text);
  if (parsed === undefined) return undefined;
  const { scheme, host, port, path } = parsed;
  if (scheme === 'tcp' || scheme === 'udp') {
    return port === undefined ? undefined : { host, port, protocol: scheme };
  }
  if (scheme === 'ssh') return { host, port: port ?? 22, protocol: 'tcp' };
  if (scheme !== 'http' && scheme !== 'https') return undefined;
  const facts = browserFacts(scheme, host);
  const request = { host, method: 'GET', path };
  return { host, port: port ?? (scheme === 'http' ? 80 : 443), protocol: 'tcp', facts: { ...facts, request } };
}

/** In plain ECMAScript, which has no URL. */
function split(text: string) {
  const found = /^([a-z]+):\/\/(\[[0-9a-f:.]+\]|[^/?#:@[\]\s]+)(?::(\d{1,5}))?([/?][^\s#]*)?(?:#.*)?$/i.exec(text);
  const [, scheme = '', host = '', digits, rest = '/'] = found ?? [];
  if (found === null || Number(digits ?? 1) > 65_535 || digits === '0') return undefined;
  return {
    scheme: scheme.toLowerCase(),
    host: host.replace(/^\[(.*)\]$/, '$1').toLowerCase(),
    port: digits === undefined ? undefined : Number(digits),
    path: rest.startsWith('/') ? rest : `/${rest}`,
  };
}
