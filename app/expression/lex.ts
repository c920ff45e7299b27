import { type IpRange, parseCidr, parseIp } from './address.ts';
import type { IntRange, Span } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { type Int, type Ip, intOf } from './value.ts';

// As in the public engine, what a literal looks like depends on the type of the field before it, so there is no
// token stream: the parser asks for the literal that it expects (DOMAIN.md §3.2).

/** A field name; empty when none stands here. */
export function lexIdentifier(cursor: Cursor): string {
  return cursor.take(/[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*/y);
}

/** A word operator at the cursor, not stepped over: letters and underscores up to anything else. */
export function peekWord(cursor: Cursor): string {
  return cursor.peek(/[A-Za-z_]+/y);
}

/** `-` and decimal, `0x` and hexadecimal, or octal after a leading zero; 64 bits, signed (DOMAIN.md §3.2 fact 14). */
export function lexInt(cursor: Cursor): Int {
  const start = cursor.at;
  const isHex = cursor.accept('0x');
  const sign = isHex ? '' : cursor.take(/-/y);
  // All digits up to f are taken at any radix, so that `10fe` is one wrong number and not a number and a word.
  const digits = cursor.take(/[0-9a-fA-F]+/y);
  if (digits === '') {
    cursor.at = start;
    return cursor.fail('syntax', 'expected a number', hintForInt(cursor));
  }
  const isOctal = !isHex && sign === '' && digits.startsWith('0');
  const span = cursor.spanFrom(start);
  if (!(isHex ? /^[0-9a-f]+$/i : isOctal ? /^[0-7]+$/ : /^[0-9]+$/).test(digits)) {
    const decimal = digits.replace(/^0+(?=\d)/, '');
    const hint = isOctal && /^\d+$/.test(digits) ? `a leading 0 means octal: write ${decimal}` : undefined;
    return cursor.fail('syntax', `"${cursor.text.slice(start, cursor.at)}" is no number`, hint, span);
  }
  // 64 bits have at most 22 digits, in base 8; a longer number would only cost time.
  if (digits.replace(/^0+/, '').length > 22) return failSize(cursor, span);
  const magnitude = BigInt(isHex ? `0x${digits}` : isOctal ? `0o${digits}` : digits);
  const value = intOf(sign === '-' ? -magnitude : magnitude);
  return value ?? failSize(cursor, span);
}

function failSize(cursor: Cursor, span: Span): never {
  return cursor.fail('syntax', 'the number does not fit into 64 bits', undefined, span);
}

/** A number, or `low..high` (inclusive). */
export function lexIntRange(cursor: Cursor): IntRange {
  const start = cursor.at;
  const low = lexInt(cursor);
  const high = cursor.accept('..') ? lexInt(cursor) : low;
  if (low <= high) return { low, high };
  return cursor.fail('syntax', 'incompatible range bounds', 'the lower end comes first', cursor.spanFrom(start));
}

const addressCharacters = /[0-9a-fA-F:./]+/y;

/** One address. */
export function lexIp(cursor: Cursor): Ip {
  const span = cursor.spanHere();
  const text = takeAddress(cursor);
  return parseIp(text) ?? cursor.fail('syntax', `"${text}" is no IP address`, hintForAddress(text), span);
}

/** An address, a CIDR or `low..high` (inclusive). */
export function lexIpRange(cursor: Cursor): IpRange {
  const span = cursor.spanHere();
  return readIpRange(takeAddress(cursor), cursor, span);
}

/** Whether what stands here is a CIDR rather than an address. */
export function isCidrAhead(cursor: Cursor): boolean {
  return cursor.peek(addressCharacters).includes('/');
}

function takeAddress(cursor: Cursor): string {
  const text = cursor.take(addressCharacters);
  return text === '' ? cursor.fail('syntax', 'expected an IP address') : text;
}

function readIpRange(text: string, cursor: Cursor, span: Span): IpRange {
  const split = text.indexOf('..');
  if (split === -1) return readCidr(text, cursor, span);
  const low = parseIp(text.slice(0, split));
  const high = parseIp(text.slice(split + 2));
  if (low === undefined || high === undefined)
    return cursor.fail('syntax', `"${text}" is no IP range`, undefined, span);
  if (low.version !== high.version) {
    return cursor.fail('syntax', 'incompatible range bounds', 'both ends must be IPv4, or both IPv6', span);
  }
  if (low.bits <= high.bits) return { low, high };
  return cursor.fail('syntax', 'incompatible range bounds', 'the lower end comes first', span);
}

function readCidr(text: string, cursor: Cursor, span: Span): IpRange {
  const reading = parseCidr(text);
  if (reading.ok) return reading.range;
  switch (reading.reason) {
    case 'host-bits':
      return cursor.fail('syntax', `"${text}" is no network`, `host bits set: did you mean ${reading.network}?`, span);
    case 'prefix':
      return cursor.fail('syntax', `"${text}" has no valid prefix length`, 'IPv4 ends at /32, IPv6 at /128', span);
    case 'address':
      return cursor.fail('syntax', `"${text}" is no IP address`, hintForAddress(text), span);
  }
}

/** `$name`, without its `$`. Upper case and hyphens are Gateway's, not the public engine's (DOMAIN.md §3.3 fact 16). */
export function lexListName(cursor: Cursor): string {
  const start = cursor.at;
  const name = cursor.take(/\$[A-Za-z0-9_.-]*/y).slice(1);
  if (name !== '' && !/^\.|\.$/.test(name)) return name;
  return cursor.fail('syntax', `invalid list name "${name}"`, 'write $ and the id of the list', cursor.spanFrom(start));
}

function hintForInt(cursor: Cursor): string | undefined {
  if (cursor.next === '$') return 'a list follows `in`';
  return cursor.next === '{' ? 'a set follows `in`' : undefined;
}

function hintForAddress(text: string): string | undefined {
  if (text.includes('..')) return 'a range stands in a set: in {low..high}';
  if (/(^|\.)0\d/.test(text)) return 'parts of an address have no leading zeros';
  return /^[\d.]+(\/|$)/.test(text) && text.split('/')[0]?.split('.').length !== 4 ? 'IPv4 has four parts' : undefined;
}
