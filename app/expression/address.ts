import ipaddr from 'ipaddr.js';
import type { Ip } from './value.ts';

/** Both ends belong to the range and have the same version. */
export type IpRange = { readonly low: Ip; readonly high: Ip };

export type CidrReading =
  | { readonly ok: true; readonly range: IpRange }
  | { readonly ok: false; readonly reason: 'address' | 'prefix' }
  | { readonly ok: false; readonly reason: 'host-bits'; readonly network: string };

const mappedPrefix = 0xffffn;

/** Reads an address exactly as written; IPv4-mapped IPv6 stays IPv6. Only four decimal parts are IPv4. */
export function parseIp(text: string): Ip | undefined {
  return text.includes(':') ? parseIpv6(text) : parseIpv4(text);
}

/**
 * The value of an address for a context; `undefined` for anything else. IPv4-mapped IPv6 becomes IPv4, since that is
 * what the connection behind it is.
 */
export function ipValue(text: string): Ip | undefined {
  const ip = parseIp(text);
  return ip === undefined ? undefined : unmapIp(ip);
}

export function unmapIp(ip: Ip): Ip {
  if (ip.version === 4 || ip.bits >> 32n !== mappedPrefix) return ip;
  return { version: 4, bits: Number(ip.bits & 0xffffffffn) };
}

/** A range that lies wholly among the IPv4-mapped addresses becomes the IPv4 range; any other stays as it is. */
export function unmapRange(range: IpRange): IpRange {
  const unmapped = { low: unmapIp(range.low), high: unmapIp(range.high) };
  return unmapped.low.version === unmapped.high.version ? unmapped : range;
}

/** Reads `address` or `address/prefix`; bits behind the prefix are an error (DOMAIN.md §3.2 fact 15). */
export function parseCidr(text: string): CidrReading {
  const [address = '', prefixText, ...more] = text.split('/');
  const ip = parseIp(address);
  if (ip === undefined) return { ok: false, reason: 'address' };
  const width = ip.version === 4 ? 32 : 128;
  const prefix = prefixText === undefined ? width : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : Number.NaN;
  if (more.length > 0 || !(prefix <= width)) return { ok: false, reason: 'prefix' };
  const range = blockOf(ip, prefix);
  if (range.low.bits === ip.bits) return { ok: true, range };
  return { ok: false, reason: 'host-bits', network: `${showIp(range.low)}/${prefix}` };
}

/** The block of the given prefix length that holds the address. */
export function blockOf(ip: Ip, prefix: number): IpRange {
  if (ip.version === 6) {
    const size = 1n << BigInt(128 - prefix);
    const low = ip.bits - (ip.bits % size);
    return { low: { version: 6, bits: low }, high: { version: 6, bits: low + size - 1n } };
  }
  const size = 2 ** (32 - prefix);
  const low = ip.bits - (ip.bits % size);
  return { low: { version: 4, bits: low }, high: { version: 4, bits: low + size - 1 } };
}

export function showIp(ip: Ip): string {
  if (ip.version === 4) return [24, 16, 8, 0].map((shift) => (ip.bits >>> shift) & 0xff).join('.');
  const parts = [112n, 96n, 80n, 64n, 48n, 32n, 16n, 0n].map((shift) => Number((ip.bits >> shift) & 0xffffn));
  return new ipaddr.IPv6(parts).toRFC5952String();
}

/** Writes an address, a CIDR where the range is one, else `low..high`. */
export function showRange(range: IpRange): string {
  const { low, high } = range;
  if (low.bits === high.bits) return showIp(low);
  const size = BigInt(high.bits) - BigInt(low.bits) + 1n;
  const isBlock = (size & (size - 1n)) === 0n && BigInt(low.bits) % size === 0n;
  if (!isBlock) return `${showIp(low)}..${showIp(high)}`;
  return `${showIp(low)}/${(low.version === 4 ? 32 : 128) - (size.toString(2).length - 1)}`;
}

function parseIpv4(text: string): Ip | undefined {
  // ipaddr.js also takes `10.1`, octal and hexadecimal parts, which the language doesn't know.
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  const bits = ipaddr.IPv4.parse(text).octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return { version: 4, bits };
}

function parseIpv6(text: string): Ip | undefined {
  // ipaddr.js also takes zones, groups of more than four digits, and legacy parts in an IPv4 tail.
  const tail = text.slice(text.lastIndexOf(':') + 1);
  const isLoose = /%|[0-9a-f]{5}/i.test(text) || (tail.includes('.') && parseIpv4(tail) === undefined);
  if (isLoose || !ipaddr.IPv6.isValid(text)) return undefined;
  const bits = ipaddr.IPv6.parse(text).parts.reduce((sum, part) => sum * 65536n + BigInt(part), 0n);
  return { version: 6, bits };
}
