import type { Millis } from '../time/instant.ts';
import type { Snapshot, SnapshotDestination } from './snapshot-shape.ts';
import { isDead, standingOfName } from './standing.ts';

export type NextExpiry = {
  readonly at: Millis;
  /** What expires then, in words. */
  readonly subject: string;
  /** Empty when only names expire then. */
  readonly destinations: readonly SnapshotDestination[];
  readonly isInternalNetwork: boolean;
};

/** What stops answering next if nobody signs in; absent when nothing does. */
export function nextExpiryOf(snapshot: Snapshot, now: Millis): NextExpiry | undefined {
  const alive = snapshot.destinations.items.filter((destination) => !isDead(destination, now));
  const names = snapshot.names.filter((name) => standingOfName(name, now) !== 'dead');
  const at = Math.min(...[...alive, ...names].map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY));
  if (at === Number.POSITIVE_INFINITY) return undefined;
  const destinations = alive.filter(({ expiresAt }) => expiresAt === at);
  const internal = snapshot.destinations.items.filter((destination) => destination.private);
  const isInternalNetwork = internal.length > 1 && internal.every((destination) => destinations.includes(destination));
  const subject = isInternalNetwork
    ? 'the internal network'
    : destinations.length === 0
      ? `names below ${names.find(({ expiresAt }) => expiresAt === at)?.suffix}`
      : destinations.length === 1
        ? `${destinations[0]?.host}`
        : `${destinations.length} destinations`;
  return { at, subject, destinations, isInternalNetwork };
}
