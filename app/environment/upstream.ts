import { normaliseAddress, rangeHolds } from '../network/address.ts';
import type { Service, ServiceKind } from './environment.ts';

export type LoopbackPort = { readonly host: string; readonly port: number };

/** Reads `127.0.0.1:3000` or `[::1]:3000`; `undefined` for every name and every address that is not loopback. */
export function readLoopback(text: string): LoopbackPort | undefined {
  const [, six, four, digits = ''] = /^(?:\[([0-9a-f:.]+)\]|([\d.]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = normaliseAddress(six ?? four ?? '');
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return rangeHolds('127.0.0.0/8', host) || rangeHolds('::1', host) ? { host, port } : undefined;
}

export function kindOf(service: Service): ServiceKind | 'upstream' {
  return typeof service === 'string' ? service : 'upstream';
}
