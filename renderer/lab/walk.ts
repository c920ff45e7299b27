import type { Millis } from '../../app/time/instant.ts';
import type { Snapshot } from '../../app/view/snapshot-shape.ts';
import { causeAt } from '../../app/view/standing.ts';

/** Which step of the first walk is next, counted from 0; 3 when it has been walked. */
export function walkStep(snapshot: Snapshot, now: Millis): 0 | 1 | 2 | 3 {
  const { session, reauth, destinations } = snapshot;
  if (session && session.episode > 1) return 3;
  if (reauth) return 2;
  return destinations.items.some((destination) => causeAt(destination, now) === 'session') ? 1 : 0;
}
