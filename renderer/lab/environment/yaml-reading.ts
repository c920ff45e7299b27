import { type Document, isMap, isNode, isPair, isScalar, isSeq, type Pair, parseDocument } from 'yaml';
import type { Place } from './place.ts';

/** A text as it was read. Its faults are told by the emulator; here it is enough to know that there are some. */
export type Reading = {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly data: unknown;
};

const kept: Reading[] = [];
const keptAtMost = 6;

/** `undefined` for what is no YAML. The latest few texts are not read again. */
export function readText(text: string): Reading | undefined {
  const known = kept.find((one) => one.text === text);
  if (known) return known;
  try {
    const document = parseDocument(text, { prettyErrors: false, logLevel: 'error' });
    if (document.errors.length > 0) return undefined;
    const reading = { text, document, data: document.toJS() as unknown };
    kept.unshift(reading);
    kept.length = Math.min(kept.length, keptAtMost);
    return reading;
  } catch {
    // Aliases without an anchor or too many of them, and values nested without end.
    return undefined;
  }
}

/** What stands at a place of a text. */
export type Standing = { readonly node: unknown; readonly pair?: Pair; readonly parent?: unknown };

export function standingAt({ document }: Reading, place: Place): Standing | undefined {
  let found: Standing = { node: document.contents };
  for (const key of place) {
    const parent = found.node;
    if (isSeq(parent)) {
      const node = parent.items[Number(key)];
      if (node === undefined) return undefined;
      found = { node, parent };
    } else {
      const pair = isMap(parent) ? parent.items.find((one) => isPair(one) && keyOf(one) === String(key)) : undefined;
      if (pair === undefined) return undefined;
      found = { node: pair.value, pair, parent };
    }
  }
  return found;
}

export function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? key.value : key);
}

/** From where to where a place stands in the text, its key included; that of the innermost part that is there. */
export function rangeOf(reading: Reading, place: Place): readonly [from: number, to: number] | undefined {
  for (let length = place.length; length > 0; length -= 1) {
    const { pair, node } = standingAt(reading, place.slice(0, length)) ?? {};
    const first = isNode(pair?.key) ? pair.key.range : isNode(node) ? node.range : undefined;
    if (first) return [first[0], (isNode(node) ? node.range?.[1] : undefined) ?? first[1]];
  }
  return undefined;
}

/** The innermost place that holds an offset of the text. */
export function placeAt({ document }: Reading, offset: number): Place {
  const place: (string | number)[] = [];
  let node: unknown = document.contents;
  for (;;) {
    if (isSeq(node)) {
      const at = node.items.findLastIndex((item) => isNode(item) && item.range && item.range[0] <= offset);
      if (at === -1) return place;
      place.push(at);
      node = node.items[at];
    } else if (isMap(node)) {
      const pair = node.items.findLast(({ key }) => isNode(key) && key.range && key.range[0] <= offset);
      if (pair === undefined) return place;
      place.push(keyOf(pair));
      node = pair.value;
    } else return place;
  }
}
