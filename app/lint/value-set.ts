import type { Ip } from '../expression/value.ts';

/** Inclusive at `from`, exclusive at `to`. */
export type Stretch<T extends number | bigint> = { readonly from: T; readonly to: T };

/**
 * A set of the values that a field may have. Stretches ascend and lie apart. `absent`: whether the field may as well
 * have no value; the words of `isAllBut` always include that.
 */
export type ValueSet =
  | {
      readonly kind: 'address';
      readonly four: readonly Stretch<number>[];
      readonly six: readonly Stretch<bigint>[];
      readonly absent: boolean;
    }
  | { readonly kind: 'number'; readonly stretches: readonly Stretch<number>[]; readonly absent: boolean }
  | { readonly kind: 'word'; readonly words: ReadonlySet<string>; readonly isAllBut: boolean };

/** One value; `undefined` is a field without one, or a word that no set names. */
export type Value = Ip | number | string | undefined;

export const allFour: readonly Stretch<number>[] = [{ from: 0, to: 2 ** 32 }];
export const allSix: readonly Stretch<bigint>[] = [{ from: 0n, to: 1n << 128n }];

/** What no connection is without: Gateway proxies TCP and UDP (DOMAIN.md §2 fact 1). */
const known: Readonly<Record<string, ValueSet>> = {
  'net.dst.ip': { kind: 'address', four: allFour, six: allSix, absent: false },
  'net.dst.port': { kind: 'number', stretches: [{ from: 1, to: 65_536 }], absent: false },
  'net.protocol': { kind: 'word', words: new Set(['tcp', 'udp']), isAllBut: false },
};

const everything: Readonly<Record<ValueSet['kind'], ValueSet>> = {
  address: { kind: 'address', four: allFour, six: allSix, absent: true },
  number: {
    kind: 'number',
    stretches: [{ from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }],
    absent: true,
  },
  word: { kind: 'word', words: new Set(), isAllBut: true },
};

/** All values of a field. */
export function allOf(field: string, kind: ValueSet['kind']): ValueSet {
  return known[field] ?? everything[kind];
}

export function isNothing(set: ValueSet): boolean {
  switch (set.kind) {
    case 'address':
      return set.four.length === 0 && set.six.length === 0 && !set.absent;
    case 'number':
      return set.stretches.length === 0 && !set.absent;
    case 'word':
      return set.words.size === 0 && !set.isAllBut;
  }
}

/** Values of both. Sets of different kinds have none in common: a field has one type. */
export function meet(a: ValueSet, b: ValueSet): ValueSet {
  if (a.kind === 'address' && b.kind === 'address') {
    return {
      ...{ kind: 'address', four: overlap(a.four, b.four), six: overlap(a.six, b.six) },
      absent: a.absent && b.absent,
    };
  }
  if (a.kind === 'number' && b.kind === 'number') {
    return { kind: 'number', stretches: overlap(a.stretches, b.stretches), absent: a.absent && b.absent };
  }
  if (a.kind === 'word' && b.kind === 'word') return meetWords(a, b);
  return { kind: 'word', words: new Set(), isAllBut: false };
}

/** Values of `a` that are none of `b`. */
export function without(a: ValueSet, b: ValueSet): ValueSet {
  return meet(a, opposite(b));
}

export function holds(set: ValueSet, value: Value): boolean {
  switch (set.kind) {
    case 'word':
      return typeof value === 'string' && set.words.has(value) ? !set.isAllBut : set.isAllBut;
    case 'number':
      return typeof value === 'number' ? liesIn(set.stretches, value) : set.absent;
    case 'address':
      if (typeof value !== 'object') return set.absent;
      return value.version === 4 ? liesIn(set.four, value.bits) : liesIn(set.six, value.bits);
  }
}

/** Some value of a set that is not empty. */
export function anyOf(set: ValueSet): Value {
  switch (set.kind) {
    case 'word':
      return set.isAllBut ? undefined : [...set.words][0];
    case 'number':
      return set.absent ? undefined : set.stretches[0]?.from;
    case 'address': {
      const [four] = set.four;
      const [six] = set.six;
      if (set.absent || (four === undefined && six === undefined)) return undefined;
      return four === undefined ? { version: 6, bits: six?.from ?? 0n } : { version: 4, bits: four.from };
    }
  }
}

/** The same values as stretches that ascend and lie apart. */
export function tidy<T extends number | bigint>(stretches: readonly Stretch<T>[]): readonly Stretch<T>[] {
  const tidied: { from: T; to: T }[] = [];
  for (const { from, to } of [...stretches].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    const last = tidied.at(-1);
    if (last === undefined || from > last.to) tidied.push({ from, to });
    else if (to > last.to) last.to = to;
  }
  return tidied;
}

/** Whether stretches that ascend and lie apart leave nothing of `stretch` out. */
export function spans<T extends number | bigint>(stretches: readonly Stretch<T>[], { from, to }: Stretch<T>): boolean {
  return stretches.some((one) => one.from <= from && one.to >= to);
}

type Words = Extract<ValueSet, { kind: 'word' }>;

function meetWords(a: Words, b: Words): Words {
  if (a.isAllBut && b.isAllBut) return { kind: 'word', words: new Set([...a.words, ...b.words]), isAllBut: true };
  const [named, other] = a.isAllBut ? [b, a] : [a, b];
  const words = new Set([...named.words].filter((word) => other.words.has(word) !== other.isAllBut));
  return { kind: 'word', words, isAllBut: false };
}

function opposite(set: ValueSet): ValueSet {
  switch (set.kind) {
    case 'address':
      return { kind: 'address', four: gaps(set.four, allFour), six: gaps(set.six, allSix), absent: !set.absent };
    case 'number': {
      const all = everything.number.kind === 'number' ? everything.number.stretches : [];
      return { kind: 'number', stretches: gaps(set.stretches, all), absent: !set.absent };
    }
    case 'word':
      return { kind: 'word', words: set.words, isAllBut: !set.isAllBut };
  }
}

function overlap<T extends number | bigint>(a: readonly Stretch<T>[], b: readonly Stretch<T>[]): readonly Stretch<T>[] {
  const both: Stretch<T>[] = [];
  for (let i = 0, j = 0; ; ) {
    const [left, right] = [a[i], b[j]];
    if (left === undefined || right === undefined) return both;
    const from = left.from > right.from ? left.from : right.from;
    const to = left.to < right.to ? left.to : right.to;
    if (from < to) both.push({ from, to });
    if (left.to < right.to) i += 1;
    else j += 1;
  }
}

function gaps<T extends number | bigint>(
  stretches: readonly Stretch<T>[],
  [all]: readonly Stretch<T>[],
): readonly Stretch<T>[] {
  if (all === undefined) return [];
  const between: Stretch<T>[] = [];
  let next = all.from;
  for (const { from, to } of stretches) {
    if (next < from) between.push({ from: next, to: from });
    next = to;
  }
  if (next < all.to) between.push({ from: next, to: all.to });
  return between;
}

function liesIn<T extends number | bigint>(stretches: readonly Stretch<T>[], value: T): boolean {
  let from = 0;
  let to = stretches.length - 1;
  while (from <= to) {
    const middle = (from + to) >> 1;
    const stretch = stretches[middle];
    if (stretch === undefined) return false;
    if (stretch.from > value) to = middle - 1;
    else if (stretch.to <= value) from = middle + 1;
    else return true;
  }
  return false;
}
