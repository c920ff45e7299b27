import type { IpRange } from '../expression/address.ts';
import type { Expression } from '../expression/ast.ts';
import type { ListTable } from '../expression/list-table.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import { guardOf } from '../policy/destination-guard.ts';

/** IPv4 addresses as numbers, both ends inclusive. */
export type Block = { readonly low: number; readonly high: number };

/** RFC 1918. */
export const privateBlocks = new Map<string, Block>([
  ['10.0.0.0/8', { low: 0x0a000000, high: 0x0affffff }],
  ['172.16.0.0/12', { low: 0xac100000, high: 0xac1fffff }],
  ['192.168.0.0/16', { low: 0xc0a80000, high: 0xc0a8ffff }],
]);

const everything: readonly Block[] = [{ low: 0, high: 0xffffffff }];

/** Every IPv4 destination that a policy takes, whatever the port, the person or the device; empty when that can't be seen. */
export function takesSurely({ policy, conditions, isUnresolved }: CompiledPolicy, lists: ListTable): readonly Block[] {
  const { traffic, identity, devicePosture } = conditions;
  if (!policy.enabled || isUnresolved || identity !== undefined || devicePosture !== undefined) return [];
  return traffic === undefined ? everything : blocksOf(sureRanges(traffic.ast, lists));
}

/** Every IPv4 destination that a policy may take; `undefined` when it may be any. */
export function takesAtMost(
  { conditions: { traffic } }: CompiledPolicy,
  lists: ListTable,
): readonly Block[] | undefined {
  const guard = traffic === undefined ? undefined : guardOf(traffic.ast, lists);
  return guard === undefined ? undefined : blocksOf(guard.ranges);
}

/** Whether blocks leave nothing of `block` out. */
export function covers(blocks: readonly Block[], block: Block): boolean {
  let next = block.low;
  for (const { low, high } of blocks.toSorted((a, b) => a.low - b.low))
    if (low <= next) next = Math.max(next, high + 1);
  return next > block.high;
}

export function touches(blocks: readonly Block[], { low, high }: Block): boolean {
  return blocks.some((block) => block.low <= high && block.high >= low);
}

/** How many addresses there are in blocks; those that overlap count twice. */
export function countAddresses(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { low, high }) => sum + high - low + 1, 0);
}

function sureRanges(expression: Expression, lists: ListTable): readonly IpRange[] {
  if (expression.kind === 'combine' && expression.op === 'or') {
    return expression.items.flatMap((item) => sureRanges(item, lists));
  }
  // What a single comparison can't do without is also all that it asks.
  const guard = expression.kind === 'compare' ? guardOf(expression, lists) : undefined;
  return guard?.field === 'net.dst.ip' ? guard.ranges : [];
}

function blocksOf(ranges: readonly IpRange[]): readonly Block[] {
  return ranges.flatMap(({ low, high }) =>
    low.version === 4 && high.version === 4 ? [{ low: low.bits, high: high.bits }] : [],
  );
}
