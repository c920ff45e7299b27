import { isAlias, isCollection, isMap, isNode, isPair, isScalar, isSeq, type Pair, Scalar } from 'yaml';
import { isMapping, isSame, type Place, valueAt, withValueAt } from './place.ts';
import { keyOf, type Reading, readText, standingAt } from './yaml-reading.ts';
import { writeInline, writeKey } from './yaml-value.ts';

/** One stretch of a text that becomes another. */
export type Splice = { readonly from: number; readonly to: number; readonly insert: string };

/**
 * A text with another value at a place (`undefined` takes it away), everything else letter for letter as it was. `undefined`
 * when the place can't be written: below an alias, say. What comes of it is always read again and compared.
 */
export function setInText(text: string, place: Place, value: unknown): string | undefined {
  const reading = readText(text);
  if (reading === undefined || place.length === 0) return undefined;
  const wanted = withValueAt(reading.data, place, value);
  if (isSame(wanted, reading.data)) return text;
  const splice = value === undefined ? removal(reading, place) : replacement(reading, place, value);
  if (splice !== undefined) {
    const next = spliced(text, splice);
    if (isSame(readText(next)?.data, wanted)) return next;
  }
  return byDocument(text, place, value, wanted);
}

/** A text with one more entry at the end of a list. */
export function addToListInText(text: string, list: Place, value: unknown): string | undefined {
  const items = valueAt(readText(text)?.data, list);
  return setInText(text, [...list, Array.isArray(items) ? items.length : 0], value) ?? undefined;
}

/** A text where a key has another name, at its old place. `undefined` when that name is taken. */
export function renameInText(text: string, place: Place, name: string): string | undefined {
  const reading = readText(text);
  const { pair, parent } = (reading && standingAt(reading, place)) ?? {};
  if (reading === undefined || !isMap(parent) || !isNode(pair?.key) || !pair.key.range) return undefined;
  if (parent.items.some((one) => keyOf(one) === name)) return undefined;
  const [from, to] = pair.key.range;
  const next = spliced(text, { from, to, insert: writeKey(name) });
  const owner = place.slice(0, -1);
  const renamed = Object.entries(valueAt(reading.data, owner) as object).map(([key, value]) =>
    key === String(place.at(-1)) ? [name, value] : [key, value],
  );
  const wanted =
    owner.length === 0 ? Object.fromEntries(renamed) : withValueAt(reading.data, owner, Object.fromEntries(renamed));
  return isSame(readText(next)?.data, wanted) ? next : undefined;
}

export function spliced(text: string, { from, to, insert }: Splice): string {
  return text.slice(0, from) + insert + text.slice(to);
}

/** What differs between two texts, as one stretch. */
export function spliceBetween(before: string, after: string): Splice {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from += 1;
  let same = 0;
  while (same < shorter - from && before[before.length - 1 - same] === after[after.length - 1 - same]) same += 1;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}

function replacement(reading: Reading, place: Place, value: unknown): Splice | undefined {
  const found = standingAt(reading, place);
  if (found === undefined) return addition(reading, place, value);
  const { node, pair } = found;
  if (isAlias(node) || (node !== null && !isNode(node))) return undefined;
  const isFlow = isInFlow(reading, place);
  if (!isNode(node) || !node.range || node.range[0] === node.range[1]) {
    // `key:` with nothing behind it.
    if (!isNode(pair?.key) || !pair.key.range) return undefined;
    const colon = reading.text.indexOf(':', pair.key.range[1]);
    return colon === -1 ? undefined : { from: colon + 1, to: colon + 1, insert: ` ${writeInline(value, isFlow)}` };
  }
  const [from, to] = node.range;
  const isBlock = isScalar(node) ? isBlockScalar(node) : isCollection(node) && node.flow !== true;
  if (isBlock && pair !== undefined) return afterColon(reading, pair, to, ` ${writeInline(value, isFlow)}`);
  if (isBlock) return { from, to: reading.text.slice(0, to).trimEnd().length, insert: writeInline(value, isFlow) };
  return { from, to, insert: writeInline(value, isFlow, isScalar(node) ? node : undefined) };
}

/** Puts a key, or an entry, into the innermost mapping or list that is there. */
function addition(reading: Reading, place: Place, value: unknown): Splice | undefined {
  let length = place.length - 1;
  while (length > 0 && standingAt(reading, place.slice(0, length)) === undefined) length -= 1;
  const key = place[length];
  const inner = place.slice(length + 1).reduceRight<unknown>((made, step) => ({ [step]: made }), value);
  const { node, pair } = standingAt(reading, place.slice(0, length)) ?? {};
  const isFlow = isInFlow(reading, place.slice(0, length));
  if (isCollection(node) && node.flow === true) {
    return node.items.length === 0 && !isFlow && pair !== undefined && (isMapping(inner) || isMap(node))
      ? openUp(reading, pair, node.range?.[1], isMap(node) ? `${writeKey(String(key))}: ` : '- ', inner)
      : intoFlow(reading, node, `${isMap(node) ? `${writeKey(String(key))}: ` : ''}${writeInline(inner, true)}`);
  }
  if (isMap(node) || isSeq(node)) {
    const head = isMap(node) ? `${writeKey(String(key))}: ` : '- ';
    return intoBlock(reading, node, `${head}${writeInline(inner, false)}`);
  }
  // `key:` with nothing behind it.
  if (pair === undefined || !(node === null || (isScalar(node) && node.value === null))) return undefined;
  const whole = typeof key === 'number' ? [inner] : { [String(key)]: inner };
  return replacement(reading, place.slice(0, length), whole);
}

function intoFlow({ text }: Reading, node: { items: unknown[]; range?: readonly number[] | null }, entry: string) {
  if (!node.range) return undefined;
  const end = (node.range[1] ?? 0) - 1;
  const isBraces = text[end] === '}';
  if (node.items.length === 0) {
    return { from: (node.range[0] ?? 0) + 1, to: end, insert: isBraces ? ` ${entry} ` : entry };
  }
  const last = text.slice(0, end).trimEnd().length;
  const comma = text[last - 1] === ',' ? ' ' : ', ';
  return { from: last, to: last, insert: `${comma}${entry}` };
}

/** Behind the last entry and whatever is said of it on its line. */
function intoBlock(
  reading: Reading,
  node: { items: unknown[]; range?: readonly number[] | null },
  entry: string,
): Splice | undefined {
  const { text } = reading;
  if (!node.range) return undefined;
  const [start = 0] = node.range;
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const last = node.items.at(-1);
  const value = isPair(last) ? last.value : last;
  const key = isPair(last) && isNode(last.key) ? last.key : undefined;
  const end = (isNode(value) ? value.range?.[1] : undefined) ?? key?.range?.[1];
  if (end === undefined) return undefined;
  const pad = ' '.repeat(indent.length);
  if (text[end - 1] === '\n') return { from: end, to: end, insert: `${pad}${entry}\n` };
  const line = endOfLine(text, end);
  return { from: line, to: line, insert: `\n${pad}${entry}` };
}

/** `key: {}` and `key: []` become a block with a first entry. */
function openUp(
  { text }: Reading,
  pair: Pair,
  end: number | undefined,
  head: string,
  value: unknown,
): Splice | undefined {
  if (!isNode(pair.key) || !pair.key.range || end === undefined) return undefined;
  const key = pair.key.range[0];
  const column = key - (text.lastIndexOf('\n', key - 1) + 1);
  const colon = text.indexOf(':', pair.key.range[1]);
  return { from: colon + 1, to: end, insert: `\n${' '.repeat(column + 2)}${head}${writeInline(value, false)}` };
}

function removal(reading: Reading, place: Place): Splice | undefined {
  const found = standingAt(reading, place);
  if (found === undefined) return undefined;
  const { node, pair, parent } = found;
  if (!isCollection(parent) || !parent.range) return undefined;
  const first = isNode(pair?.key) ? pair.key : node;
  const start = isNode(first) ? first.range?.[0] : undefined;
  const end = (isNode(node) ? node.range?.[1] : undefined) ?? (isNode(first) ? first.range?.[1] : undefined);
  if (start === undefined || end === undefined) return undefined;
  if (parent.items.length === 1) {
    const empty = isSeq(parent) ? '[]' : '{}';
    const owner = standingAt(reading, place.slice(0, -1))?.pair;
    const [from, to] = parent.range;
    if (parent.flow === true) return { from, to, insert: empty };
    return owner === undefined ? undefined : afterColon(reading, owner, to, ` ${empty}`);
  }
  return parent.flow === true
    ? outOfFlow(reading.text, start, end)
    : outOfBlock(reading.text, start, end, isSeq(parent), isFirst(parent, pair ?? node));
}

function isFirst(parent: { items: unknown[] }, one: unknown): boolean {
  return parent.items[0] === one;
}

/** With the comma behind it, or else the one before. */
function outOfFlow(text: string, start: number, end: number): Splice {
  const [behind] = /^\s*,[ \t]*/.exec(text.slice(end)) ?? [];
  if (behind !== undefined) return { from: start, to: end + behind.length, insert: '' };
  const before = text.slice(0, start).replace(/,\s*$/, '').length;
  return { from: before, to: end, insert: '' };
}

/** Its lines, and the comment right above that speaks of it; a comment above the first may speak of all. */
function outOfBlock(
  text: string,
  start: number,
  end: number,
  isItem: boolean,
  isTheFirst: boolean,
): Splice | undefined {
  const from = isItem ? text.lastIndexOf('-', start - 1) : start;
  let line = text.lastIndexOf('\n', from - 1) + 1;
  const indent = text.slice(line, from);
  if (indent.trim() !== '') return undefined;
  if (!isTheFirst) {
    for (;;) {
      const above = text.lastIndexOf('\n', line - 2) + 1;
      const said = text.slice(above, line);
      if (line === 0 || !said.startsWith(`${indent}#`)) break;
      line = above;
    }
  }
  const to = text[end - 1] === '\n' ? end : endOfLine(text, end) + 1;
  return { from: line, to: Math.min(text.length, to), insert: '' };
}

/** Everything of a pair behind its colon. A block ends with the line break that follows it. */
function afterColon({ text }: Reading, pair: Pair, end: number, insert: string): Splice | undefined {
  if (!isNode(pair.key) || !pair.key.range) return undefined;
  const colon = text.indexOf(':', pair.key.range[1]);
  const kept = text.slice(0, end).trimEnd().length;
  return colon === -1 ? undefined : { from: colon + 1, to: kept, insert };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function isBlockScalar({ type }: Scalar): boolean {
  return type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
}

/** Whether some collection around a place is written with braces or brackets. */
function isInFlow(reading: Reading, place: Place): boolean {
  return place.some((_, length) => {
    const node = standingAt(reading, place.slice(0, length))?.node;
    return isCollection(node) && node.flow === true;
  });
}

/** The library's own way: comments and order stay, the lines are laid out anew. */
function byDocument(text: string, place: Place, value: unknown, wanted: unknown): string | undefined {
  const reading = readText(text);
  if (reading === undefined) return undefined;
  const document = reading.document.clone();
  try {
    const steps = place.map((_, at) => keyAsWritten(reading, place.slice(0, at + 1)));
    if (value === undefined) document.deleteIn(steps);
    else if (document.contents === null)
      document.contents = document.createNode(withValueAt(undefined, place, value)) as never;
    else document.setIn(steps, document.createNode(value));
    const next = document.toString({ lineWidth: 0 });
    return isSame(readText(next)?.data, wanted) ? next : undefined;
  } catch {
    return undefined;
  }
}

/** A key may be a number in the text. */
function keyAsWritten(reading: Reading, place: Place): unknown {
  const key = standingAt(reading, place)?.pair?.key;
  return isScalar(key) ? key.value : place.at(-1);
}
