import type { Snapshot, SnapshotDestination, SnapshotPolicy } from '../../app/view/snapshot-shape.ts';

/** Destinations under the policy that decides them; `name` is absent where none does. */
export type Group = {
  readonly id: string;
  readonly name: string | undefined;
  readonly policy: SnapshotPolicy | undefined;
  readonly destinations: readonly SnapshotDestination[];
};

export type Grouping = { readonly groups: readonly Group[]; readonly idle: readonly SnapshotPolicy[] };

/** Groups in the order in which policies are asked, those without a policy last; `idle` policies decide nothing now. */
export function groupingOf({ destinations, policies }: Pick<Snapshot, 'destinations' | 'policies'>): Grouping {
  const byPolicy = new Map<string, SnapshotDestination[]>();
  for (const destination of destinations.items) {
    const id = destination.policy?.id ?? '';
    byPolicy.set(id, [...(byPolicy.get(id) ?? []), destination]);
  }
  const groups = [...byPolicy].map(([id, members]): Group => {
    const policy = policies.items.find((candidate) => candidate.id === id);
    return { id, name: members[0]?.policy?.name, policy, destinations: members };
  });
  const rank = (group: Group) => (group.id === '' ? Number.POSITIVE_INFINITY : (group.policy?.precedence ?? 1e12));
  return {
    groups: groups.sort((one, other) => rank(one) - rank(other) || 0),
    idle: policies.items.filter((policy) => !byPolicy.has(policy.id)),
  };
}
