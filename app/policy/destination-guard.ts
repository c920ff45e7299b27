import type { IpRange } from '../expression/address.ts';
import type { CombineOp, Comparison, Expression } from '../expression/ast.ts';
import type { ListTable } from '../expression/list-table.ts';
import { isBytes, isInt } from '../expression/value.ts';

/** A condition that an expression can't do without: the field holds an address of one of the ranges. */
export type DestinationGuard = { readonly field: string; readonly ranges: readonly IpRange[] };

const destinationFields = ['net.dst.ip', 'http.conn.dst_ip'];

/** The tightest guard that is easily seen; `undefined` when the expression may hold for any destination. */
export function guardOf(expression: Expression, lists: ListTable): DestinationGuard | undefined {
  switch (expression.kind) {
    case 'compare':
      return guardOfComparison(expression, lists);
    case 'combine':
      return combineGuards(
        expression.op,
        expression.items.map((item) => guardOf(item, lists)),
      );
    case 'not':
    case 'quantify':
      return undefined;
  }
}

function guardOfComparison({ path, test }: Comparison, lists: ListTable): DestinationGuard | undefined {
  const { field, indexes } = path;
  if (!destinationFields.includes(field) || indexes.length > 0) return undefined;
  switch (test.kind) {
    case 'order': {
      const { op, value } = test;
      if (op !== 'eq' || isInt(value) || isBytes(value)) return undefined;
      return { field, ranges: [{ low: value, high: value }] };
    }
    case 'in':
      return test.set.type === 'Ip' ? { field, ranges: test.set.ranges } : undefined;
    case 'in-list': {
      const set = lists.find(test.list)?.read('Ip').set;
      return set?.type === 'Ip' ? { field, ranges: set.ranges } : undefined;
    }
    case 'is-true':
    case 'bits':
    case 'contains':
    case 'matches':
    case 'wildcard':
      return undefined;
  }
}

/** Where `or` and `xor` hold, one of their operands does. */
function combineGuards(op: CombineOp, guards: readonly (DestinationGuard | undefined)[]): DestinationGuard | undefined {
  if (op !== 'and') return joinGuards(guards);
  const known = guards.filter((guard) => guard !== undefined);
  return known.sort((left, right) => left.ranges.length - right.ranges.length)[0];
}

/** Alternatives are guarded only when each is, by the same field. */
function joinGuards(guards: readonly (DestinationGuard | undefined)[]): DestinationGuard | undefined {
  const [first] = guards;
  if (first === undefined || guards.some((guard) => guard?.field !== first.field)) return undefined;
  return { field: first.field, ranges: guards.flatMap((guard) => guard?.ranges ?? []) };
}
