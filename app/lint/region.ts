import type { Comparison, Expression, Test } from '../expression/ast.ts';
import type { ListTable } from '../expression/list-table.ts';
import { print } from '../expression/print.ts';
import { isBytes } from '../expression/value.ts';
import { allOf, isNothing, meet, type Value, type ValueSet, without } from './value-set.ts';
import { valuesTaken } from './values-taken.ts';

/**
 * Traffic that is the same in what it asks of each field; a field that it doesn't name may have any value. What can't
 * be seen as a set of values, as a regex can't, is a field of its own, named by its text and true or not.
 */
export type Cube = ReadonlyMap<string, ValueSet>;

/** All the traffic of one of its cubes. */
export type Region = readonly Cube[];

/** One single piece of traffic. */
export type Point = ReadonlyMap<string, Value>;

/** With more of them nothing is said about an expression. */
const mostCubes = 256;
const mostWords = 64;

/** Exactly the traffic that an expression takes; `undefined` when that is too ragged to be looked at. */
export function regionOf(expression: Expression, lists: ListTable): Region | undefined {
  return read(expression, true, lists);
}

/** The traffic of both; `undefined` when that is too ragged. */
export function meetRegions(a: Region, b: Region): Region | undefined {
  const both: Cube[] = [];
  for (const left of a) {
    for (const right of b) {
      const cube = meetCubes(left, right);
      if (cube !== undefined) both.push(cube);
      if (both.length > mostCubes) return undefined;
    }
  }
  return both;
}

/** What of a cube another one leaves. */
export function subtract(cube: Cube, taken: Cube): Region {
  if (meetCubes(cube, taken) === undefined) return [cube];
  const left: Cube[] = [];
  let rest = cube;
  for (const [field, set] of taken) {
    const own = rest.get(field) ?? allOf(field, set.kind);
    const outside = without(own, set);
    if (!isNothing(outside)) left.push(new Map(rest).set(field, outside));
    rest = new Map(rest).set(field, meet(own, set));
  }
  return left;
}

function meetCubes(a: Cube, b: Cube): Cube | undefined {
  const both = new Map(a);
  for (const [field, set] of b) {
    const met = meet(both.get(field) ?? allOf(field, set.kind), set);
    if (isNothing(met)) return undefined;
    both.set(field, met);
  }
  return both;
}

function read(expression: Expression, isWanted: boolean, lists: ListTable): Region | undefined {
  switch (expression.kind) {
    case 'not':
      return read(expression.item, !isWanted, lists);
    case 'combine':
      return readCombination(expression, isWanted, lists);
    case 'quantify':
      return readQuantity(expression, isWanted, lists);
    case 'compare':
      return [readComparison(expression, isWanted, lists)].filter((cube) => cube !== undefined);
  }
}

type Combination = Extract<Expression, { kind: 'combine' }>;

function readCombination({ op, items }: Combination, isWanted: boolean, lists: ListTable): Region | undefined {
  if (op === 'xor') {
    const [first, ...others] = items;
    if (first === undefined) return [];
    const yes = read(first, true, lists);
    const no = read(first, false, lists);
    if (others.length === 0) return isWanted ? yes : no;
    const rest: Combination = { kind: 'combine', op, items: others, span: first.span };
    return joinAll([
      meetAll([yes, readCombination(rest, !isWanted, lists)]),
      meetAll([no, readCombination(rest, isWanted, lists)]),
    ]);
  }
  const regions = items.map((item) => read(item, isWanted, lists));
  return (op === 'and') === isWanted ? meetAll(regions) : joinAll(regions);
}

function meetAll(regions: readonly (Region | undefined)[]): Region | undefined {
  return regions.reduce<Region | undefined>(
    (sum, region) => (sum === undefined || region === undefined ? undefined : meetRegions(sum, region)),
    [new Map()],
  );
}

function joinAll(regions: readonly (Region | undefined)[]): Region | undefined {
  const joined: Cube[] = [];
  for (const region of regions) {
    if (region === undefined || joined.length + region.length > mostCubes) return undefined;
    joined.push(...region);
  }
  return joined;
}

/** “Any of these values” is one of them after the other, so that fewer values are seen to be a part of more. */
function readQuantity(
  expression: Extract<Expression, { kind: 'quantify' }>,
  isWanted: boolean,
  lists: ListTable,
): Region | undefined {
  const { item, quantifier, span } = expression;
  const words = quantifier === 'any' && item.kind === 'compare' ? wordsOf(item.test, lists) : undefined;
  if (item.kind !== 'compare' || words === undefined) return [unreadable(expression, isWanted)];
  const single = words.map((value): Expression => {
    const compare: Comparison = { kind: 'compare', path: item.path, test: { kind: 'order', op: 'eq', value }, span };
    return { kind: 'quantify', quantifier, item: compare, span };
  });
  const regions = single.map((one): Region => [unreadable(one, isWanted)]);
  return isWanted ? joinAll(regions) : meetAll(regions);
}

function wordsOf(test: Test, lists: ListTable) {
  if (test.kind === 'order') return test.op === 'eq' && isBytes(test.value) ? [test.value] : undefined;
  const set =
    test.kind === 'in' ? test.set : test.kind === 'in-list' ? lists.find(test.list)?.read(test.type).set : undefined;
  return set?.type === 'Bytes' && set.values.length <= mostWords ? set.values : undefined;
}

function readComparison(comparison: Comparison, isWanted: boolean, lists: ListTable): Cube | undefined {
  const { path, test } = comparison;
  const taken = path.indexes.length === 0 ? valuesTaken(test, lists) : undefined;
  if (taken === undefined) return unreadable(comparison, isWanted);
  const all = allOf(path.field, taken.kind);
  const set = isWanted ? meet(all, taken) : without(all, taken);
  if (isNothing(set)) return undefined;
  return isNothing(without(all, set)) ? new Map() : new Map([[path.field, set]]);
}

function unreadable(expression: Expression, isWanted: boolean): Cube {
  return new Map([[`?${print(expression)}`, { kind: 'word', words: new Set(['true']), isAllBut: !isWanted }]]);
}
