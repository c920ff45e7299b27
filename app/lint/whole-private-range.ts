import { blockOf, type IpRange, parseIp } from '../expression/address.ts';
import { guardOf } from '../policy/destination-guard.ts';
import { saySpan } from '../time/span.ts';
import { aboutPolicy, type Finding, type LintSubject } from './finding.ts';

/** RFC 1918. */
const privateBlocks = [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const;

/** One session check over a whole private range: everything internal dies at once, the resolver too (DOMAIN.md §1.4 fact 23). */
export function findWholePrivateRange({ ruleset, lists }: LintSubject): readonly Finding[] {
  return ruleset.policies.flatMap(({ policy, limit, conditions }): readonly Finding[] => {
    const { traffic } = conditions;
    // Who is narrowed down by ports, protocols or names leaves the rest of the range alone.
    const isByAddressAlone = [...(traffic?.reads ?? [])].every((field) => field === 'net.dst.ip');
    if (!policy.enabled || limit === undefined || !isByAddressAlone) return [];
    const ranges = traffic === undefined ? undefined : guardOf(traffic.ast, lists)?.ranges;
    if (traffic !== undefined && ranges === undefined) return [];
    const covered = privateBlocks.filter(
      ([address, prefix]) => ranges === undefined || covers(ranges, address, prefix),
    );
    if (covered.length === 0) return [];
    const blocks = covered.map(([address, prefix]) => `${address}/${prefix}`).join(', ');
    return [
      {
        code: 'whole-private-range',
        severity: 'error',
        policy: aboutPolicy(policy),
        message: `One session duration (${saySpan(limit)}) stands over all of ${blocks}.`,
        fix: 'Give each application a policy of its own, and put an Allow without a session check for the private resolver above them.',
        reason:
          'When it expires, every internal destination and, with the resolver, every internal name dies at once, while the client still says Connected.',
      },
    ];
  });
}

/** Whether ranges leave no address of a block out. */
function covers(ranges: readonly IpRange[], address: string, prefix: number): boolean {
  const ip = parseIp(address);
  if (ip === undefined) return false;
  const block = blockOf(ip, prefix);
  let next = Number(block.low.bits);
  const sorted = ranges
    .filter(({ low }) => low.version === 4)
    .map(({ low, high }) => ({ low: Number(low.bits), high: Number(high.bits) }))
    .toSorted((a, b) => a.low - b.low);
  for (const { low, high } of sorted) if (low <= next) next = Math.max(next, high + 1);
  return next > Number(block.high.bits);
}
