import type { Environment } from '../environment/environment.ts';
import { type IpRange, ipValue } from '../expression/address.ts';
import { membershipOf } from '../expression/membership.ts';
import { type DestinationGuard, guardOf } from '../policy/destination-guard.ts';
import { listTableOf } from '../policy/lists.ts';
import type { Policy } from '../policy/policy.ts';
import { rulesetOf } from '../session/ruleset-of.ts';

type Guarded = { readonly policy: Policy; readonly guard: DestinationGuard | undefined };

const guarded = new WeakMap<Environment['policies'], readonly Guarded[]>();

/** The enabled policies that may say something of one of the addresses; judging these by them alone comes to the same. */
export function relevantPolicies(environment: Environment, addresses: readonly string[]): readonly Policy[] {
  const wanted = addresses.flatMap((address) => ipValue(address) ?? []);
  const holdsOne = (ranges: readonly IpRange[]) => {
    const has = membershipOf({ type: 'Ip', ranges });
    return wanted.some(has);
  };
  return guardsOf(environment)
    .filter(({ guard }) => guard === undefined || holdsOne(guard.ranges))
    .map(({ policy }) => policy);
}

function guardsOf(environment: Environment): readonly Guarded[] {
  const known = guarded.get(environment.policies);
  if (known !== undefined) return known;
  const lists = listTableOf(environment.lists);
  const all = rulesetOf(environment)
    .policies.filter(({ policy }) => policy.enabled)
    .map(({ policy, conditions: { traffic } }) => ({ policy, guard: traffic && guardOf(traffic.ast, lists) }));
  guarded.set(environment.policies, all);
  return all;
}
