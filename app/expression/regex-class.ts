import { type ByteSet, combineSets, foldSet, invertSet, namedSets } from './byte-set.ts';
import { type Primitive, readEscape } from './regex-escape.ts';
import type { RegexReader } from './regex-reader.ts';

type SetOp = '&&' | '--' | '~~';
const setOps: readonly SetOp[] = ['&&', '--', '~~'];

/** Classes nest as deep as groups do in the regex crate of Rust, no deeper. */
export const mostNesting = 250;

/** Reads `[…]` with all that the regex crate knows: nesting, named classes, `&&`, `--` and `~~`. */
export function readClass(reader: RegexReader, depth = 0): ByteSet {
  const open = reader.at;
  if (depth >= mostNesting) reader.fail(`nested deeper than ${mostNesting} levels`, open);
  reader.bump();
  reader.skipIgnored();
  const isNegated = reader.accept('^');
  if (isNegated) reader.refuseUnicode('a negated class', open);
  const union = new ClassUnion(reader.flags.i);
  readOpening(reader, union);
  for (;;) {
    reader.skipIgnored();
    if (reader.isAtEnd) return failUnclosed(reader, open);
    if (reader.accept(']')) break;
    const op = setOps.find((sign) => reader.accept(sign));
    if (op !== undefined) union.combine(op);
    else if (reader.next === '[') union.add(readNamed(reader) ?? readClass(reader, depth + 1));
    else readRange(reader, union, open);
  }
  return isNegated ? invertSet(union.result()) : union.result();
}

/** Items, and operators between them: all bind alike, from left to right. */
class ClassUnion {
  readonly #ignoresCase: boolean;
  #members = noBytes();
  #left: ByteSet | undefined;
  #op: SetOp | undefined;

  constructor(ignoresCase: boolean) {
    this.#ignoresCase = ignoresCase;
  }

  add(set: ByteSet): void {
    for (const [byte, has] of set.entries()) if (has) this.#members[byte] = true;
  }

  addRange(low: number, high: number): void {
    this.#members.fill(true, low, high + 1);
  }

  combine(op: SetOp): void {
    this.#left = this.result();
    this.#op = op;
    this.#members = noBytes();
  }

  /** Other case belongs to each operand, before the operator. */
  result(): ByteSet {
    const set = this.#ignoresCase ? foldSet(this.#members) : this.#members;
    return this.#left === undefined || this.#op === undefined ? set : combineSets(this.#left, set, this.#op);
  }
}

function noBytes(): boolean[] {
  return new Array<boolean>(256).fill(false);
}

/** Hyphens right behind the opening are themselves, and so is a bracket that would close an empty class. */
function readOpening(reader: RegexReader, union: ClassUnion): void {
  reader.skipIgnored();
  let isEmpty = true;
  while (reader.accept('-')) {
    union.addRange(0x2d, 0x2d);
    isEmpty = false;
    reader.skipIgnored();
  }
  if (isEmpty && reader.accept(']')) union.addRange(0x5d, 0x5d);
}

/** `[:name:]` and `[:^name:]`; anything else is a class within the class. */
function readNamed(reader: RegexReader): ByteSet | undefined {
  const start = reader.at;
  const written = reader.take(/\[:\^?[a-z]+:\]/y);
  const name = written.replaceAll(/[^a-z]/g, '');
  const set = namedSets.get(name);
  if (set === undefined) {
    reader.at = start;
    return undefined;
  }
  if (!written.startsWith('[:^')) return set;
  reader.refuseUnicode('a negated class', start);
  return invertSet(set);
}

function readRange(reader: RegexReader, union: ClassUnion, open: number): void {
  const start = reader.at;
  const low = readItem(reader);
  reader.skipIgnored();
  if (reader.isAtEnd) failUnclosed(reader, open);
  const second = reader.next === '-' ? reader.peekSecond() : '';
  if (reader.next !== '-' || second === ']' || second === '-') {
    if (low.kind === 'set') union.add(low.set);
    else union.addRange(byteOf(reader, low, start), byteOf(reader, low, start));
    return;
  }
  reader.bump();
  reader.skipIgnored();
  if (reader.isAtEnd) failUnclosed(reader, open);
  const high = readItem(reader);
  const [from, to] = [byteOf(reader, low, start), byteOf(reader, high, start)];
  if (from > to) reader.fail('the range ends before it begins', start);
  union.addRange(from, to);
}

function readItem(reader: RegexReader): Primitive {
  const start = reader.at;
  if (reader.next !== '\\') return { kind: 'character', point: reader.bump().codePointAt(0) ?? 0 };
  const item = readEscape(reader);
  return item.kind === 'assertion' ? reader.fail('no such escape in a class', start) : item;
}

/** A class holds bytes: a character of more than one has no place in it. */
function byteOf(reader: RegexReader, item: Primitive, start: number): number {
  if (item.kind === 'byte') return item.byte;
  if (item.kind !== 'character') return reader.fail('a range goes from one character to another', start);
  if (item.point < 0x80) return item.point;
  reader.refuseUnicode('a class with other than ASCII', start);
  return reader.fail(
    'a class holds bytes, and this character is several',
    start,
    'write it outside of the class: (?:a|é)',
  );
}

function failUnclosed(reader: RegexReader, open: number): never {
  reader.at = open + 1;
  return reader.fail('this class is never closed', open, 'a bracket itself is written \\[');
}
