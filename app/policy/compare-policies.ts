import type { Policy } from './policy.ts';

export type PolicyChange = { readonly what: 'added' | 'removed' | 'changed'; readonly policy: string };

/** What becomes of policies, by their ids, when `after` takes the place of `before`: the new and changed ones first. */
export function comparePolicies(before: readonly Policy[], after: readonly Policy[]): readonly PolicyChange[] {
  const known = new Map(before.map((policy) => [policy.id, policy]));
  const kept = new Set(after.map(({ id }) => id));
  const come = after.flatMap((policy): readonly PolicyChange[] => {
    const earlier = known.get(policy.id);
    if (earlier === undefined) return [{ what: 'added', policy: policy.name }];
    return isSame(earlier, policy) ? [] : [{ what: 'changed', policy: policy.name }];
  });
  const gone = before.filter(({ id }) => !kept.has(id));
  return [...come, ...gone.map(({ name }): PolicyChange => ({ what: 'removed', policy: name }))];
}

/** Where a policy was read from is no part of it. */
function isSame({ source: _one, ...before }: Policy, { source: _other, ...after }: Policy): boolean {
  const written = (policy: object) => JSON.stringify(Object.entries(policy).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return written(before) === written(after);
}
