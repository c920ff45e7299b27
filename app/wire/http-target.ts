import { normalHost } from './byte-text.ts';
import { readAddress, writeAddress } from './host-address.ts';

export type Authority = { readonly host: string; readonly port: number };

/** The four forms of RFC 9112 §3.2. */
export type RequestTarget =
  | { readonly form: 'origin'; readonly path: string }
  | ({ readonly form: 'absolute'; readonly scheme: string; readonly path: string } & Authority)
  | ({ readonly form: 'authority' } & Authority)
  | { readonly form: 'asterisk' };

/** `undefined` for a target that is none of the four forms, or not the one that its method asks for. */
export function parseTarget(method: string, target: string): RequestTarget | undefined {
  if (!/^[\x21-\x7e]+$/.test(target)) return undefined;
  if (method === 'CONNECT') {
    const authority = parseAuthority(target);
    return authority && { form: 'authority', ...authority };
  }
  if (target.startsWith('/')) return { form: 'origin', path: target };
  if (target === '*') return method === 'OPTIONS' ? { form: 'asterisk' } : undefined;
  return parseAbsolute(method, target);
}

/**
 * Reads `host:port`. User information, percent signs and anything else that two readers could take for different hosts
 * is refused. Without `defaultPort` the port must be there (RFC 9112 §3.2.3).
 */
export function parseAuthority(text: string, defaultPort?: number): Authority | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([\da-f:.]+)\]|([\w.~-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const port = digits === undefined ? defaultPort : Number(digits);
  if (port === undefined || port < 1 || port > 65535) return undefined;
  if (plain !== undefined) return plain.length > 255 ? undefined : { host: normalHost(plain), port };
  const address = bracketed?.includes(':') ? readAddress(bracketed) : undefined;
  return address && { host: writeAddress(address), port };
}

function parseAbsolute(method: string, target: string): RequestTarget | undefined {
  const [, scheme, authorityText, rest] = /^([a-z][a-z\d+.-]*):\/\/([^/?#]*)([^#]*)$/i.exec(target) ?? [];
  if (scheme === undefined || authorityText === undefined || rest === undefined) return undefined;
  const authority = parseAuthority(authorityText, scheme.toLowerCase() === 'https' ? 443 : 80);
  if (authority === undefined) return undefined;
  const path = rest === '' ? (method === 'OPTIONS' ? '*' : '/') : rest.startsWith('/') ? rest : `/${rest}`;
  return { form: 'absolute', scheme: scheme.toLowerCase(), path, ...authority };
}
