import type { Millis } from '../time/instant.ts';
import { sayAgo, sayToMinute } from '../time/span.ts';
import { type Act, offerSignIn, showWhereToClick } from './act.ts';
import { latestNoticeOf, sayLatestNotice } from './latest-notice.ts';
import { numberOf } from './number-of.ts';
import { listBroken } from './sentence-broken.ts';
import type { Body, Facts } from './sentence-facts.ts';
import { countOf, quote, sayNames } from './sentence-words.ts';
import type { Snapshot, SnapshotPolicy } from './snapshot-shape.ts';

/** The session ran out: what is dead, since when, under which policy, and what became of the notice. */
export function saysDead(facts: Facts): Body | undefined {
  const { snapshot, now, expired, expiredNames } = facts;
  if (expired.length === 0 && expiredNames.length === 0) return undefined;
  const notice = latestNoticeOf(snapshot);
  const first = expired[0];
  const tryIt: Act[] = notice || !first ? [] : [{ do: 'visit', label: `Try ${first.host}`, destination: first.name }];
  return {
    tone: 'dead',
    headline: deadHeadline(facts),
    rest: [
      whyDead(facts),
      ...reachOf(facts),
      ...saysFlows(snapshot),
      ...listBroken(facts),
      ...(snapshot.session === undefined ? [] : [sayLatestNotice(notice, now)]),
    ],
    acts: snapshot.session === undefined ? tryIt : [showWhereToClick, ...offerSignIn(snapshot), ...tryIt],
  };
}

function deadHeadline({ destinations, expired, expiredNames }: Facts): string {
  const internal = destinations.filter((destination) => destination.private);
  const dead = expired.filter((destination) => destination.private);
  if (expired.length === 0) return `${sayNames(expiredNames)} no longer resolve.`;
  if (internal.length > 1 && dead.length === internal.length) return 'The internal network is dead.';
  if (expired.length === 1) return `${expired[0]?.host} is dead.`;
  return dead.length === expired.length
    ? 'Part of the internal network is dead.'
    : `${expired.length} destinations are dead.`;
}

function whyDead(facts: Facts): string {
  const { session, registration } = facts.snapshot;
  if (session?.staleSince !== undefined) {
    return `An administrator asked for a new sign-in ${sayAgo(facts.now - session.staleSince)}, so every session check fails, whatever the age.`;
  }
  if (session === undefined && registration !== undefined) {
    return 'A service token enrolled this device, so nobody can sign in on it, and every session check fails. Enrol it as a person, or let it through with a policy that has no session duration.';
  }
  return whyExpired(facts);
}

function whyExpired({ snapshot, now, expired }: Facts): string {
  const counts = new Map<string, number>();
  for (const { policy } of expired) if (policy) counts.set(policy.id, (counts.get(policy.id) ?? 0) + 1);
  const [lead, ...others] = [...counts].sort((one, other) => other[1] - one[1]).map(([id]) => id);
  const policy = snapshot.policies.items.find((candidate) => candidate.id === lead) ?? namesPolicy(snapshot, now, lead);
  const name = policy?.name ?? expired.find((destination) => destination.policy?.id === lead)?.policy?.name;
  if (name === undefined) return 'The session no longer counts.';
  const at = policy?.expiresAt;
  const when = at !== undefined && at <= now ? `expired ${sayAgo(now - at)}` : 'no longer counts';
  const more = others.length === 0 ? '' : ` and ${numberOf(others.length, 'more policy', 'more policies')}`;
  return `The session ${when} under ${quote(name)}${saysAge(snapshot, now, policy)}${more}.`;
}

/** When only names are dead, no destination tells which policy did it: it is the latest that ran out. */
function namesPolicy(snapshot: Snapshot, now: Millis, lead: string | undefined): SnapshotPolicy | undefined {
  if (lead !== undefined) return undefined;
  const runOut = snapshot.policies.items.filter(
    ({ enabled, expiresAt }) => enabled && expiresAt !== undefined && expiresAt <= now,
  );
  return runOut.sort((one, other) => (other.expiresAt ?? 0) - (one.expiresAt ?? 0))[0];
}

function saysAge(snapshot: Snapshot, now: Millis, policy: SnapshotPolicy | undefined): string {
  if (policy?.duration === undefined || !snapshot.session) return '';
  return ` (limit ${sayToMinute(policy.duration)}, age ${sayToMinute(now - snapshot.session.authenticatedAt)})`;
}

function reachOf(facts: Facts): string[] {
  const { expired, expiredNames, privateNames } = facts;
  const names =
    expiredNames.length === 0
      ? ''
      : expiredNames.length === privateNames.length
        ? 'all private names'
        : `names below ${expiredNames.map((name) => name.suffix).join(', ')}`;
  if (expired.length === 0) return [];
  if (expired.length === 1 && names === '') return [];
  return [`That takes ${[countOf(expired.length, facts), names].filter(Boolean).join(' and ')} with it.`];
}

function saysFlows({ flows }: Snapshot): string[] {
  if (flows.total === 0) return [];
  return [
    flows.total === 1
      ? 'One connection opened earlier still runs.'
      : `${flows.total} connections opened earlier still run.`,
  ];
}
