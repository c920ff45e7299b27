/** Which of the 256 bytes belong to a set. Never changed once it is made. */
export type ByteSet = readonly boolean[];

export const digits = byteRange(0x30, 0x39);
export const spaces = joinSets(byteRange(0x09, 0x0d), byteRange(0x20, 0x20));
export const wordBytes = joinSets(byteRange(0x41, 0x5a), byteRange(0x61, 0x7a), digits, byteRange(0x5f, 0x5f));

/** The sets that `[[:name:]]` stands for; all are ASCII. */
export const namedSets: ReadonlyMap<string, ByteSet> = new Map([
  ['alnum', joinSets(byteRange(0x30, 0x39), byteRange(0x41, 0x5a), byteRange(0x61, 0x7a))],
  ['alpha', joinSets(byteRange(0x41, 0x5a), byteRange(0x61, 0x7a))],
  ['ascii', byteRange(0x00, 0x7f)],
  ['blank', joinSets(byteRange(0x09, 0x09), byteRange(0x20, 0x20))],
  ['cntrl', joinSets(byteRange(0x00, 0x1f), byteRange(0x7f, 0x7f))],
  ['digit', digits],
  ['graph', byteRange(0x21, 0x7e)],
  ['lower', byteRange(0x61, 0x7a)],
  ['print', byteRange(0x20, 0x7e)],
  ['punct', joinSets(byteRange(0x21, 0x2f), byteRange(0x3a, 0x40), byteRange(0x5b, 0x60), byteRange(0x7b, 0x7e))],
  ['space', spaces],
  ['upper', byteRange(0x41, 0x5a)],
  ['word', wordBytes],
  ['xdigit', joinSets(digits, byteRange(0x41, 0x46), byteRange(0x61, 0x66))],
]);

/** Both ends belong to the set. */
export function byteRange(low: number, high: number): ByteSet {
  return Array.from({ length: 256 }, (_, byte) => byte >= low && byte <= high);
}

export function joinSets(...sets: readonly ByteSet[]): ByteSet {
  return Array.from({ length: 256 }, (_, byte) => sets.some((set) => set[byte]));
}

export function invertSet(set: ByteSet): ByteSet {
  return set.map((has) => !has);
}

export function combineSets(left: ByteSet, right: ByteSet, op: '&&' | '--' | '~~'): ByteSet {
  if (op === '&&') return left.map((has, byte) => has && right[byte] === true);
  if (op === '--') return left.map((has, byte) => has && right[byte] !== true);
  return left.map((has, byte) => has !== right[byte]);
}

/** Adds the other case of each ASCII letter. */
export function foldSet(set: ByteSet): ByteSet {
  return set.map((has, byte) => has || set[otherCase(byte)] === true);
}

/** The same letter in other case; any other byte is its own. */
export function otherCase(byte: number): number {
  const isLetter = (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  return isLetter ? byte ^ 0x20 : byte;
}

/** Writes the set as a class of RE2, where a byte is the character of that number. */
export function showSet(set: ByteSet): string {
  let ranges = '';
  for (let low = set.indexOf(true); low !== -1; ) {
    const end = set.indexOf(false, low);
    const high = end === -1 ? 255 : end - 1;
    ranges += low === high ? showByte(low) : `${showByte(low)}-${showByte(high)}`;
    low = end === -1 ? -1 : set.indexOf(true, end);
  }
  // A set without members matches nothing.
  return ranges === '' ? '[^\\x{0}-\\x{10ffff}]' : `[${ranges}]`;
}

export function showByte(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
