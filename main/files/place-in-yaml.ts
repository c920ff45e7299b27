import { isMap, isNode, isPair, isScalar, isSeq, type Pair } from 'yaml';
import { shorten } from '../../app/environment/say-issue.ts';
import type { YamlText } from './yaml-text.ts';

export type PlaceInYaml = {
  /** What of the path there is: keys, and numbers in lists. */
  readonly keys: readonly (string | number)[];
  /** Of the value, or of the key where the value spans lines or is a whole collection; UTF-16 code units. */
  readonly at: number;
  readonly length: number;
};

/** Finds the innermost part of a fault's path that exists; `undefined` when there is none. Keys may hold dots themselves. */
export function placeInYaml(
  document: YamlText['document'],
  path: string,
  mark: 'value' | 'key' = 'value',
): PlaceInYaml | undefined {
  let node: unknown = document.contents;
  let rest = path;
  let pair: Pair | undefined;
  const keys: (string | number)[] = [];
  while (rest !== '') {
    const step = stepInto(node, rest);
    if (step === undefined) break;
    keys.push(step.key);
    rest = step.rest;
    node = step.node;
    pair = step.pair;
  }
  const value = isScalar(node) && node.range && node.range[1] > node.range[0] ? node : undefined;
  const marked = rest === '' && mark === 'value' && value !== undefined ? value : (pair?.key ?? node);
  if (keys.length === 0 || !isNode(marked) || !marked.range) return undefined;
  const [at, end] = marked.range;
  return { keys, at, length: isScalar(marked) ? end - at : 1 };
}

type Step = {
  readonly key: string | number;
  readonly node: unknown;
  readonly pair?: Pair;
  readonly rest: string;
};

function stepInto(node: unknown, path: string): Step | undefined {
  if (isSeq(node)) {
    const [whole, number] = /^\[(\d+)\]/.exec(path) ?? [];
    const item = node.items[Number(number)];
    if (whole === undefined || item === undefined) return undefined;
    return { key: Number(number), node: item, rest: restOf(path, whole.length) };
  }
  if (!isMap(node)) return undefined;
  const fitting = node.items.filter(isPair).flatMap((pair) => {
    const key = String(isScalar(pair.key) ? pair.key.value : pair.key);
    // A long name stands in a fault as it is told there.
    const told = shorten(key);
    if (told !== key && path === told) return [{ key, pair, rest: '' }];
    const fits = key !== '' && path.startsWith(key) && (path === key || /^[.[]/.test(path.slice(key.length)));
    return fits ? [{ key, pair, rest: restOf(path, key.length) }] : [];
  });
  const [longest] = fitting.toSorted((one, other) => other.key.length - one.key.length);
  return longest && { ...longest, node: longest.pair.value };
}

function restOf(path: string, length: number): string {
  return path.slice(length).replace(/^\./, '');
}
