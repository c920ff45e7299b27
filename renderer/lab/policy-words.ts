import type { Millis } from '../../app/time/instant.ts';
import { sayRoughly, sayToMinute } from '../../app/view/sentence.ts';
import { sayExactly, sayLeft } from '../shared/format.ts';
import type { SnapshotPolicy } from './grouping.ts';

/** Action, limit and what is left of it. */
export function sayPolicy({ action, duration, expiresAt }: SnapshotPolicy, now: Millis): string[] {
  const does = action.charAt(0).toUpperCase() + action.slice(1);
  if (duration === undefined) return [does, 'no session check'];
  const limit = `limit ${sayToMinute(duration)}`;
  if (expiresAt === undefined) return [does, limit];
  return [
    does,
    limit,
    expiresAt <= now ? `expired ${sayRoughly(now - expiresAt)} ago` : `${sayLeft(expiresAt - now)} left`,
  ];
}

export const sayExpiry = (at: Millis, now: Millis) => `${at <= now ? 'Expired' : 'Expires'} ${sayExactly(at)}`;
