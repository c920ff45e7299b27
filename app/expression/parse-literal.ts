import { type IpRange, unmapIp, unmapRange } from './address.ts';
import type { IntRange, LiteralSet } from './ast.ts';
import { Cursor } from './cursor.ts';
import { ExpressionProblem } from './fault.ts';
import type { ScalarType } from './field-type.ts';
import { hintForString } from './hints.ts';
import { isCidrAhead, lexInt, lexIntRange, lexIp, lexIpRange } from './lex.ts';
import { lexByteString, lexString } from './lex-string.ts';
import type { Parsing } from './parsing.ts';
import type { Quirk } from './quirk.ts';
import { type Bytes, type Int, type Ip, textOf } from './value.ts';

/** The value behind an ordering operator. */
export function parseLiteral(parsing: Parsing, type: ScalarType): Int | Ip | Bytes {
  switch (type) {
    case 'Int':
      return parseInt64(parsing);
    case 'Ip':
      return parseAddress(parsing);
    case 'Bytes':
      return parseString(parsing);
  }
}

export function parseInt64(parsing: Parsing): Int {
  return unquote(parsing, 'quoted-number', lexInt);
}

/** The set behind `in`, or the one network behind `==`. */
export function parseSet(parsing: Parsing, type: ScalarType, form: 'braces' | 'single'): LiteralSet {
  const readAll = <T>(readItem: () => T): T[] => (form === 'single' ? [readItem()] : parseBraces(parsing, readItem));
  switch (type) {
    case 'Int':
      return { type, ranges: readAll((): IntRange => unquote(parsing, 'quoted-number', lexIntRange)) };
    case 'Ip':
      return { type, ranges: readAll(() => parseAddressRange(parsing)) };
    case 'Bytes':
      return { type, values: readAll(() => parseString(parsing)) };
  }
}

/** Whether a network rather than an address stands behind `==`, with or without quotes. */
export function takesNetwork({ cursor }: Parsing): boolean {
  if (cursor.next !== '"') return isCidrAhead(cursor);
  return cursor.peek(/"[^"\\]*"/y).includes('/');
}

function parseAddress(parsing: Parsing): Ip {
  const start = parsing.cursor.at;
  const ip = unquote(parsing, 'quoted-address', lexIp);
  // To the public engine they are addresses like any other.
  if (parsing.dialect === 'strict') return ip;
  const unmapped = unmapIp(ip);
  if (unmapped !== ip) parsing.noteQuirk('mapped-address', parsing.cursor.spanFrom(start));
  return unmapped;
}

function parseAddressRange(parsing: Parsing): IpRange {
  const start = parsing.cursor.at;
  const range = unquote(parsing, 'quoted-address', lexIpRange);
  if (parsing.dialect === 'strict') return range;
  const unmapped = unmapRange(range);
  if (unmapped.low.version !== range.low.version) parsing.noteQuirk('mapped-address', parsing.cursor.spanFrom(start));
  return unmapped;
}

/** A string of any notation. */
export function parseString({ cursor, warnings }: Parsing): Bytes {
  const start = cursor.at;
  const value = lexString(cursor);
  if (value !== undefined) return value;
  const bytes = lexByteString(cursor);
  if (bytes === undefined) return cursor.fail('syntax', 'expected a string', hintForString(cursor));
  const span = cursor.spanFrom(start);
  const written = cursor.text.slice(start, cursor.at);
  if (!/[:-]/.test(written)) {
    const message = `without quotes these are ${bytes.length} bytes in hexadecimal: as text it is written "${written}"`;
    warnings.push({ code: 'byte-string', message, ...span });
  }
  return bytes;
}

function parseBraces<T>(parsing: Parsing, readItem: () => T): T[] {
  const { cursor } = parsing;
  const open = cursor.at;
  if (!cursor.accept('{')) {
    cursor.fail('syntax', 'expected { or a $list after `in`', 'a set is written {…}, also around a single value');
  }
  const items: T[] = [];
  for (;;) {
    const itemEnd = cursor.at;
    cursor.skipSpace();
    if (cursor.accept('}')) return items;
    if (cursor.isAtEnd) cursor.fail('syntax', 'this set is never closed', undefined, { offset: open, length: 1 });
    if (cursor.next === ',') cursor.fail('syntax', 'unexpected comma in the set', 'sets are separated by spaces');
    if (items.length > 0 && cursor.at === itemEnd && cursor.next === '-') noteDash(parsing);
    items.push(readItem());
  }
}

/** `{80-90}` holds 80 and -90, which nobody means. */
function noteDash({ cursor, warnings }: Parsing): void {
  const message = 'these are two numbers, the second one negative: a range is written low..high';
  warnings.push({ code: 'dash-in-set', message, offset: cursor.at, length: 1 });
}

/** Reads a literal that Gateway's examples also write in quotes (DOMAIN.md §3.3 fact 17). */
function unquote<T>(parsing: Parsing, quirk: Quirk, lex: (cursor: Cursor) => T): T {
  const { cursor } = parsing;
  const start = cursor.at;
  const quoted = lexString(cursor);
  if (quoted === undefined) return lex(cursor);
  const span = cursor.spanFrom(start);
  try {
    const inner = new Cursor(textOf(quoted));
    const value = lex(inner);
    if (!inner.isAtEnd) inner.fail('syntax', 'the string holds more than one value');
    parsing.noteQuirk(quirk, span);
    return value;
  } catch (problem) {
    if (!(problem instanceof ExpressionProblem)) throw problem;
    throw new ExpressionProblem('type', problem.message, span, problem.hint);
  }
}
