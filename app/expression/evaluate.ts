import type { Comparison, Expression, FieldPath, Index } from './ast.ts';
import { isMany } from './check.ts';
import type { ListTable } from './list-table.ts';
import { type ExpressionContext, isArray, isMap, type Value } from './value.ts';
import { compileTest } from './value-test.ts';

/** One truth value. */
export type Predicate = (context: ExpressionContext) => boolean;
type Predicates = (context: ExpressionContext) => boolean[];

/** What an evaluation depends on beside its context. Every list that the expression names must be in the table. */
export type Surroundings = {
  readonly lists: ListTable;
  /** Whether a missing value differs from everything (DOMAIN.md §3.1 fact 8); the public engine can be told otherwise. */
  readonly nilNotEqual: boolean;
};

/** Turns a checked expression of one truth value into a function. */
export function compilePredicate(expression: Expression, around: Surroundings): Predicate {
  switch (expression.kind) {
    case 'combine':
      return combinePredicates(
        expression.op,
        expression.items.map((item) => compilePredicate(item, around)),
      );
    case 'not': {
      const item = compilePredicate(expression.item, around);
      return (context) => !item(context);
    }
    case 'quantify': {
      const items = compilePredicates(expression.item, around);
      // Without elements any() is false and all() is true (DOMAIN.md §3.1 fact 8).
      if (expression.quantifier === 'any') return (context) => items(context).includes(true);
      return (context) => !items(context).includes(false);
    }
    case 'compare':
      return compileComparison(expression, around);
  }
}

function combinePredicates(op: 'or' | 'xor' | 'and', items: readonly Predicate[]): Predicate {
  const [first, second] = items;
  if (items.length === 2 && first !== undefined && second !== undefined) {
    if (op === 'and') return (context) => first(context) && second(context);
    if (op === 'or') return (context) => first(context) || second(context);
  }
  switch (op) {
    case 'and':
      return (context) => items.every((item) => item(context));
    case 'or':
      return (context) => items.some((item) => item(context));
    case 'xor':
      return (context) => items.reduce((value, item) => value !== item(context), false);
  }
}

/** The truth value for each element; operands of different length are cut to the shortest, as in the public engine. */
function compilePredicates(expression: Expression, around: Surroundings): Predicates {
  switch (expression.kind) {
    case 'combine': {
      const items = expression.items.map((item) => compilePredicates(item, around));
      const join = joins[expression.op];
      return (context) => items.map((item) => item(context)).reduce((left, right) => zip(left, right, join));
    }
    case 'not': {
      const item = compilePredicates(expression.item, around);
      return (context) => item(context).map((value) => !value);
    }
    case 'compare': {
      const { field, indexes } = expression.path;
      const test = compileTest(expression.test, around.lists);
      return (context) => elementsAt(context.get(field), indexes, 0).map(test);
    }
    case 'quantify': {
      const one = compilePredicate(expression, around);
      return (context) => [one(context)];
    }
  }
}

const joins = {
  and: (left: boolean, right: boolean) => left && right,
  or: (left: boolean, right: boolean) => left || right,
  xor: (left: boolean, right: boolean) => left !== right,
} as const;

function zip(left: boolean[], right: boolean[], join: (left: boolean, right: boolean) => boolean): boolean[] {
  const shorter = Math.min(left.length, right.length);
  return left.slice(0, shorter).map((value, index) => join(value, right[index] === true));
}

function compileComparison({ path, test }: Comparison, around: Surroundings): Predicate {
  const { field, indexes } = path;
  const holds = compileTest(test, around.lists);
  // Of a missing value nothing else can be said.
  const whenMissing = around.nilNotEqual && test.kind === 'order' && test.op === 'ne';
  if (indexes.length > 0) {
    return (context) => {
      const value = valueAt(context.get(field), indexes);
      return value === undefined ? whenMissing : holds(value);
    };
  }
  return (context) => {
    const value = context.get(field);
    return value === undefined ? whenMissing : holds(value);
  };
}

/** The value that a path without `[*]` leads to. */
function valueAt(value: Value | undefined, indexes: readonly Index[]): Value | undefined {
  return indexes.reduce(step, value);
}

/** All values that a path leads to; one at most when it has no `[*]`. */
export function valuesAt(context: ExpressionContext, path: FieldPath): readonly Value[] {
  const value = context.get(path.field);
  if (isMany(path.indexes)) return elementsAt(value, path.indexes, 0);
  const single = valueAt(value, path.indexes);
  return single === undefined ? [] : [single];
}

function step(value: Value | undefined, index: Index): Value | undefined {
  if (value === undefined) return undefined;
  if (index.kind === 'key') return isMap(value) ? value.get(index.key) : undefined;
  return index.kind === 'item' && isArray(value) ? value[index.item] : undefined;
}

function elementsAt(value: Value | undefined, indexes: readonly Index[], from: number): Value[] {
  const index = indexes[from];
  if (value === undefined) return [];
  if (index === undefined) return [value];
  if (index.kind !== 'each') return elementsAt(step(value, index), indexes, from + 1);
  const elements = isMap(value) ? [...value.values()] : isArray(value) ? value : [];
  return elements.flatMap((element) => elementsAt(element, indexes, from + 1));
}
