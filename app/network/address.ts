import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** The library throws, and catches, to find out that a name is no address: that takes longer than the rest of a decision. */
const fourParts = /^\d+(?:\.\d+){3}$/;

const ranges = new Map<string, [Address, number] | undefined>();

/** The canonical text of an IPv4 or IPv6 address, IPv4-mapped ones as IPv4; `undefined` for anything else. */
export function normaliseAddress(text: string): string | undefined {
  return parse(text)?.toString();
}

/** Whether the address belongs to a range that no public host has: RFC 1918, RFC 4193, RFC 6598, link-local, loopback. */
export function isPrivateAddress(text: string): boolean {
  const kind = parse(text)?.range();
  return (
    kind === 'private' ||
    kind === 'uniqueLocal' ||
    kind === 'carrierGradeNat' ||
    kind === 'linkLocal' ||
    kind === 'loopback'
  );
}

/** Whether `range`, an address or a CIDR, holds the address. False for texts that are neither. */
export function rangeHolds(range: string, address: string): boolean {
  const bounds = parseRange(range);
  const value = parse(address);
  if (bounds === undefined || value === undefined || bounds[0].kind() !== value.kind()) return false;
  return value.match(bounds);
}

export function isRange(text: string): boolean {
  return parseRange(text) !== undefined;
}

function parse(text: string): Address | undefined {
  // ipaddr.js takes `10.1` and octal parts, which no program writes in earnest: only four decimal parts count here.
  const legacy = !text.includes(':') && !(fourParts.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text));
  if (legacy || !ipaddr.isValid(text)) return undefined;
  return ipaddr.process(text);
}

function parseRange(range: string): [Address, number] | undefined {
  if (ranges.has(range)) return ranges.get(range);
  const bounds = readRange(range);
  ranges.set(range, bounds);
  return bounds;
}

function readRange(range: string): [Address, number] | undefined {
  const [base = '', bits] = range.split('/');
  const address = parse(base);
  if (address === undefined) return undefined;
  const width = address.kind() === 'ipv4' ? 32 : 128;
  if (bits === undefined) return [address, width];
  const length = /^\d{1,3}$/.test(bits) ? Number(bits) : Number.NaN;
  return length <= width ? [address, length] : undefined;
}
