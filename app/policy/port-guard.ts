import type { Comparison, Expression, IntRange } from '../expression/ast.ts';
import type { ListTable } from '../expression/list-table.ts';
import { isInt } from '../expression/value.ts';

/** A policy for more ports than this counts as one for any. */
const mostPorts = 64;

/** The ports that an expression can't do without; `undefined` when it may hold for many, or for any. */
export function portsOf(expression: Expression, lists: ListTable): readonly number[] | undefined {
  switch (expression.kind) {
    case 'compare':
      return portsOfComparison(expression, lists);
    case 'combine': {
      const each = expression.items.map((item) => portsOf(item, lists));
      const known = each.filter((ports) => ports !== undefined);
      if (expression.op === 'and') return known.toSorted((left, right) => left.length - right.length)[0];
      // Where `or` and `xor` hold, one of their operands does.
      return known.length < each.length ? undefined : fewPorts(known.flat());
    }
    case 'not':
    case 'quantify':
      return undefined;
  }
}

function portsOfComparison({ path, test }: Comparison, lists: ListTable): readonly number[] | undefined {
  if (path.field !== 'net.dst.port') return undefined;
  switch (test.kind) {
    case 'order':
      return test.op === 'eq' && isInt(test.value) ? portsIn([{ low: test.value, high: test.value }]) : undefined;
    case 'in':
      return test.set.type === 'Int' ? portsIn(test.set.ranges) : undefined;
    case 'in-list': {
      const set = lists.find(test.list)?.read('Int').set;
      return set?.type === 'Int' ? portsIn(set.ranges) : undefined;
    }
    case 'is-true':
    case 'bits':
    case 'contains':
    case 'matches':
    case 'wildcard':
      return undefined;
  }
}

function portsIn(ranges: readonly IntRange[]): readonly number[] | undefined {
  const count = ranges.reduce((sum, { low, high }) => sum + Number(high) - Number(low) + 1, 0);
  if (count > mostPorts) return undefined;
  return fewPorts(
    ranges.flatMap(({ low, high }) =>
      Array.from({ length: Number(high) - Number(low) + 1 }, (_, n) => Number(low) + n),
    ),
  );
}

function fewPorts(ports: readonly number[]): readonly number[] | undefined {
  const distinct = [...new Set(ports)];
  return distinct.length > mostPorts ? undefined : distinct;
}
