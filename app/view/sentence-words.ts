import { numberOf } from './number-of.ts';
import { type Facts, isPrivateName } from './sentence-facts.ts';
import type { SnapshotName } from './snapshot-shape.ts';

/** `3 of 16 destinations`, of those that the snapshot lists. */
export function countOf(count: number, { destinations, snapshot }: Facts): string {
  const listed = destinations.length;
  const { total } = snapshot.destinations;
  if (total > listed) return `${count} of the first ${listed} destinations`;
  return `${count} of ${numberOf(listed, 'destination', 'destinations')}`;
}

/** `Names below corp.internal`, to begin a sentence with. */
export function sayNames(names: readonly SnapshotName[]): string {
  const suffixes = names.filter(isPrivateName).map((name) => name.suffix);
  if (suffixes.length === 0) return 'Public names';
  return `${suffixes.length < names.length ? 'Public names and names' : 'Names'} below ${suffixes.join(', ')}`;
}

export const quote = (name: string) => `“${name}”`;
