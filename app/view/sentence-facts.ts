import type { Millis } from '../time/instant.ts';
import type { Act } from './act.ts';
import type { Snapshot, SnapshotDestination, SnapshotName } from './snapshot-shape.ts';
import { causeAt, isDead, standingOfName } from './standing.ts';

export type Tone = 'calm' | 'soon' | 'dead' | 'other';

/** What one part of the sentence makes of the facts; `rest` follows the headline, sentence by sentence. */
export type Body = {
  readonly tone: Tone;
  readonly headline: string;
  readonly rest: readonly string[];
  readonly acts: readonly Act[];
};

/** What every part of the sentence goes by. */
export type Facts = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly destinations: readonly SnapshotDestination[];
  /** Dead because the session ran out. */
  readonly expired: readonly SnapshotDestination[];
  /** Dead for any other cause. */
  readonly broken: readonly SnapshotDestination[];
  readonly privateNames: readonly SnapshotName[];
  readonly expiredNames: readonly SnapshotName[];
  readonly brokenNames: readonly SnapshotName[];
};

export function factsAt(snapshot: Snapshot, now: Millis): Facts {
  const destinations = snapshot.destinations.items;
  const dead = destinations.filter((destination) => isDead(destination, now));
  const deadNames = snapshot.names.filter((name) => standingOfName(name, now) === 'dead');
  const hasExpired = (name: SnapshotName) => name.answers || name.class === 'session';
  return {
    snapshot,
    now,
    destinations,
    expired: dead.filter((destination) => causeAt(destination, now) === 'session'),
    broken: dead.filter((destination) => causeAt(destination, now) !== 'session'),
    privateNames: snapshot.names.filter(isPrivateName),
    expiredNames: deadNames.filter(hasExpired),
    brokenNames: deadNames.filter((name) => !hasExpired(name)),
  };
}

/** A Local Domain Fallback suffix, as against public names. */
export function isPrivateName(name: SnapshotName): boolean {
  return name.resolver !== undefined;
}
