import { sayAgo } from '../time/span.ts';
import { type Act, connect, enrol, goOnline, mayLogOut, offerToLeave, wake } from './act.ts';
import type { Body, Facts } from './sentence-facts.ts';
import { countOf, quote } from './sentence-words.ts';
import type { Snapshot } from './snapshot-shape.ts';

/** The device or the client stands before every policy. */
export function saysUnconnected(facts: Facts): Body | undefined {
  const { snapshot, expired, broken } = facts;
  const dead = expired.length + broken.length;
  const count = dead === 0 ? [] : [`${countOf(dead, facts)} ${dead === 1 ? 'does' : 'do'} not answer.`];
  const body = (headline: string, why: string, acts: readonly Act[]): Body => ({
    tone: 'other',
    headline,
    rest: [...count, why, ...alsoExpired(facts)].filter((part) => part !== ''),
    acts,
  });
  if (!snapshot.registration)
    return body('This device is not enrolled.', 'Nobody has signed in to a team on it.', [enrol]);
  if (snapshot.device.asleep) return body('The device is asleep.', 'Nothing is tried until it wakes.', [wake]);
  if (!snapshot.device.online)
    return body('The device is offline.', 'That has nothing to do with the session.', [goOnline]);
  if (snapshot.client.status === 'Disconnected') {
    return body('The client is disconnected.', 'That has nothing to do with the session.', [connect]);
  }
  if (snapshot.registration.status === 'revoked') {
    return body('The registration was revoked.', sayRevoked(snapshot), [offerToLeave(snapshot)]);
  }
  if (snapshot.client.status === 'Unable') return body('The client cannot connect.', '', []);
  return undefined;
}

function sayRevoked(snapshot: Snapshot): string {
  const way = mayLogOut(snapshot) ? 'Log out in the client' : 'Remove it as the administrator';
  return `An administrator took this device out of the team, and signing in again can’t help. ${way}, then enrol the device anew.`;
}

/** Nothing ran out where an administrator forced a new sign-in, or where nothing counts any more. */
function alsoExpired({ snapshot, now }: Facts): string[] {
  if (snapshot.session?.staleSince !== undefined || snapshot.registration?.status === 'revoked') return [];
  const policy = snapshot.policies.items
    .filter((candidate) => candidate.enabled && candidate.expiresAt !== undefined && candidate.expiresAt <= now)
    .sort((one, other) => (one.expiresAt ?? 0) - (other.expiresAt ?? 0))[0];
  if (!policy?.expiresAt) return [];
  return [`The session has run out as well, ${sayAgo(now - policy.expiresAt)}, under ${quote(policy.name)}.`];
}
