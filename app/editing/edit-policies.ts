import { Refusal } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { draftOf, type PolicyDraft, policyFrom } from './policy-draft.ts';

/** Finds a policy. Throws `Refusal` when it is not there. */
export function policyById(policies: readonly Policy[], id: string): Policy {
  const found = policies.find((policy) => policy.id === id);
  if (found !== undefined) return found;
  throw new Refusal('no-policy', 'There is no such policy any more. Look at the list again.');
}

/**
 * Puts a draft in the place of its policy, or behind all others when nothing has its id. `was` is what the draft was made
 * from: throws `Refusal` when the policy has become another meanwhile.
 */
export function savePolicy(
  policies: readonly Policy[],
  id: string,
  draft: PolicyDraft,
  was: PolicyDraft | undefined,
): readonly Policy[] {
  if (was === undefined) {
    if (!policies.some((policy) => policy.id === id)) return [...policies, policyFrom(draft, id)];
    throw new Refusal('policy-exists', `There is a policy with the id “${id}” already.`);
  }
  const before = policyById(policies, id);
  if (!isSameDraft(draftOf(before), was)) {
    throw new Refusal(
      'edited-meanwhile',
      'This policy was changed meanwhile. Read it anew, then make the change again.',
    );
  }
  return policies.map((policy) => (policy.id === id ? policyFrom(draft, id, before) : policy));
}

export function deletePolicy(policies: readonly Policy[], id: string): readonly Policy[] {
  const gone = policyById(policies, id);
  return policies.filter((policy) => policy !== gone);
}

/** The policies that are asked together, in the order in which they are asked; disabled ones too. */
export function inOrder(policies: readonly Policy[], filter: Policy['filter']): readonly Policy[] {
  return policies.filter((policy) => policy.filter === filter).sort((one, other) => one.precedence - other.precedence);
}

/**
 * Lets a policy be asked before or after its neighbour: the two exchange their precedence. Where several have the same,
 * those behind give way.
 */
export function movePolicy(policies: readonly Policy[], id: string, to: 'earlier' | 'later'): readonly Policy[] {
  const order = inOrder(policies, policyById(policies, id).filter);
  const first = order.findIndex((policy) => policy.id === id) - (to === 'earlier' ? 1 : 0);
  const [upper, lower] = [order[first], order[first + 1]];
  if (upper === undefined || lower === undefined) return policies;
  const place = new Map(policies.map((policy, at) => [policy, at]));
  const next = new Map<Policy, number>();
  let last: Policy | undefined;
  for (const [at, policy] of order
    .with(first, lower)
    .with(first + 1, upper)
    .entries()) {
    const own = order[at]?.precedence ?? 0;
    const before = last === undefined ? Number.NEGATIVE_INFINITY : (next.get(last) ?? 0);
    // Equal ones are asked as they stand in the file.
    const isBehind = last === undefined || (place.get(last) ?? 0) < (place.get(policy) ?? 0);
    next.set(policy, Math.max(own, isBehind ? before : before + 1));
    last = policy;
  }
  return policies.map((policy) => {
    const precedence = next.get(policy) ?? policy.precedence;
    return precedence === policy.precedence ? policy : { ...policy, precedence };
  });
}

const isSameDraft = (one: PolicyDraft, other: PolicyDraft) => sorted(one) === sorted(other);

function sorted(draft: PolicyDraft): string {
  return JSON.stringify(Object.entries(draft).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
