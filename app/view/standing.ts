import { type Millis, minute } from '../time/instant.ts';
import type { Snapshot, SnapshotDestination, SnapshotName, SnapshotPolicy } from './snapshot-shape.ts';

/** How a destination or a name stands; `unchecked` answers without a session check before it. */
export type Standing = 'answers' | 'soon' | 'dead' | 'unchecked';

export type Cause = SnapshotDestination['class'];

/** Whether it has stopped answering by `now`, which may be later than the snapshot's own instant. */
export function isDead(item: { readonly reachable: boolean; readonly expiresAt?: Millis | undefined }, now: Millis) {
  return !item.reachable || (item.expiresAt !== undefined && item.expiresAt <= now);
}

/** The cause to act on at `now`: what runs out after the snapshot was taken is dead of the limit that it ran into. */
export function causeAt(destination: SnapshotDestination, now: Millis): Cause {
  if (!destination.reachable) return destination.class;
  return isDead(destination, now) ? (destination.limit?.class ?? 'session') : 'none';
}

/** Soon: less than 30 minutes, or less than a tenth of the policy's duration, is left. */
export function isSoon(expiresAt: Millis | undefined, duration: Millis | undefined, now: Millis): boolean {
  if (expiresAt === undefined) return false;
  return expiresAt - now < Math.max(30 * minute, (duration ?? 0) / 10);
}

export function standingOf(snapshot: Snapshot, destination: SnapshotDestination, now: Millis): Standing {
  if (isDead(destination, now)) return 'dead';
  if (!destination.checked) return 'unchecked';
  return isSoon(destination.expiresAt, policyOf(snapshot, destination)?.duration, now) ? 'soon' : 'answers';
}

export function standingOfName(name: SnapshotName, now: Millis): Standing {
  if (isDead({ reachable: name.answers, expiresAt: name.expiresAt }, now)) return 'dead';
  if (name.expiresAt === undefined) return 'unchecked';
  return isSoon(name.expiresAt, undefined, now) ? 'soon' : 'answers';
}

/** The policy that decides a destination. */
export function policyOf({ policies }: Snapshot, { policy }: SnapshotDestination): SnapshotPolicy | undefined {
  return policy && policies.items.find((candidate) => candidate.id === policy.id);
}
