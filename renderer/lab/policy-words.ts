import { sayExactly } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { sayAgo, sayLeft, sayToMinute } from '../../app/time/span.ts';
import type { SnapshotPolicy } from '../../app/view/snapshot-shape.ts';

/** Action, limit and what is left of it. */
export function sayPolicy({ action, duration, expiresAt }: SnapshotPolicy, now: Millis): string[] {
  const does = action.charAt(0).toUpperCase() + action.slice(1);
  if (duration === undefined) return [does, 'no session check'];
  const limit = `limit ${sayToMinute(duration)}`;
  if (expiresAt === undefined) return [does, limit];
  return [does, limit, expiresAt <= now ? `expired ${sayAgo(now - expiresAt)}` : `${sayLeft(expiresAt - now)} left`];
}

export const sayExpiry = (at: Millis, now: Millis) => `${at <= now ? 'Expired' : 'Expires'} ${sayExactly(at)}`;
