import { isRange, normaliseAddress } from '../network/address.ts';
import { readHostName } from './host-name.ts';

/** Somewhere that was tried: by name, by address, or both. */
export type Place = { readonly host?: string; readonly address?: string; readonly port?: number };

const schemePorts: Readonly<Record<string, number>> = { http: 80, https: 443, ssh: 22, rdp: 3389 };

/**
 * Reads `wiki.corp.internal`, `wiki:8443`, `10.20.0.10`, `wiki=10.20.0.10`, `https://wiki/path`. Of a URL only scheme, host and port
 * are taken: the rest may hold secrets. `undefined` for anything else.
 */
export function readPlace(text: string): Place | undefined {
  const [, scheme, rest = ''] = /^(?:([a-z][a-z0-9+.-]{0,10}):\/\/)?(.*)$/is.exec(text.trim()) ?? [];
  const authority = (scheme === undefined ? rest : rest.replace(/[/?#].*$/s, ''))
    .replace(/^.*@/s, '')
    .replace(/\/$/, '');
  const [left = '', right, more] = authority.split('=');
  if (more !== undefined) return undefined;
  const place = readEnd(left);
  const given = right === undefined ? undefined : readEnd(right);
  if (place === undefined || (right !== undefined && (given?.address === undefined || place.host === undefined))) {
    return undefined;
  }
  const port = place.port ?? given?.port ?? schemePorts[scheme?.toLowerCase() ?? ''];
  return { ...place, ...given, ...(port === undefined ? {} : { port }) };
}

function readEnd(text: string): Place | undefined {
  const address = normaliseAddress(text);
  if (address !== undefined) return { address };
  const [, six, name = '', digits] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const port = digits === undefined ? {} : { port: Number(digits) };
  if (digits !== undefined && !(Number(digits) >= 1 && Number(digits) <= 65_535)) return undefined;
  const found = normaliseAddress(six ?? name);
  if (found !== undefined) return { address: found, ...port };
  const host = six === undefined ? readHostName(name) : undefined;
  return host === undefined || isRange(host) ? undefined : { host, ...port };
}
