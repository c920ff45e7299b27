import { sayInstant, sayTime, sayWeekdayTime } from '../time/calendar.ts';
import { day, hour, type Millis, minute, second } from '../time/instant.ts';
import type { Snapshot, SnapshotDestination, SnapshotNotice } from './snapshot-shape.ts';

export type Tone = 'calm' | 'soon' | 'dead' | 'other';

/** What a person may do next. `at` is the instant to jump to, `destination` the one to visit. */
export type Act =
  | { readonly do: 'jump-before-expiry' | 'jump-past-expiry'; readonly label: string; readonly at: Millis }
  | { readonly do: 'visit'; readonly label: string; readonly destination: string }
  | {
      readonly do: 'show-where-to-click' | 'sign-in' | 'cancel-sign-in' | 'connect' | 'go-online' | 'wake';
      readonly label: string;
    };

/** `text` starts with `headline`. */
export type Sentence = {
  readonly tone: Tone;
  readonly headline: string;
  readonly text: string;
  readonly acts: readonly Act[];
};

export type Standing = 'answers' | 'soon' | 'dead' | 'unchecked';

type Cause = SnapshotDestination['class'];
type Name = Snapshot['names'][number];
type Policy = Snapshot['policies']['items'][number];

/** Whether it has stopped answering by `now`, which may be later than the snapshot's own instant. */
export function isDead(item: { readonly reachable: boolean; readonly expiresAt?: Millis | undefined }, now: Millis) {
  return !item.reachable || (item.expiresAt !== undefined && item.expiresAt <= now);
}

/** The cause to act on at `now`: what runs out after the snapshot was taken is dead of its session. */
export function causeAt(destination: SnapshotDestination, now: Millis): Cause {
  if (!destination.reachable) return destination.class;
  return isDead(destination, now) ? 'session' : 'none';
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

export function standingOfName(name: Name, now: Millis): Standing {
  if (isDead({ reachable: name.answers, expiresAt: name.expiresAt }, now)) return 'dead';
  if (name.expiresAt === undefined) return 'unchecked';
  return isSoon(name.expiresAt, undefined, now) ? 'soon' : 'answers';
}

/** A span to the minute, in all its units: `7 d 1 min`, `6 d 23 h 59 min`; below a minute in seconds. */
export function sayToMinute(span: Millis): string {
  if (span < minute) return `${Math.max(0, Math.floor(span / second))} s`;
  const parts = [
    [Math.floor(span / day), 'd'],
    [Math.floor((span % day) / hour), 'h'],
    [Math.floor((span % hour) / minute), 'min'],
  ] as const;
  const said = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return said.join(' ');
}

/** `sayToMinute` with its two largest units: what is far off needs no minutes. */
export function sayRoughly(span: Millis): string {
  return sayToMinute(span).split(' ').slice(0, 4).join(' ');
}

/** An instant as people say it on the day of `now`: `09:00:41`, else `Fri 17:04`, else with its date. */
export function sayWhen(at: Millis, now: Millis): string {
  if (Math.floor(at / day) === Math.floor(now / day)) return sayTime(at);
  return Math.abs(now - at) < 6 * day ? sayWeekdayTime(at) : sayInstant(at);
}

/**
 * The one truth to show first, in words, and at most three things to do about it. It reads the same verdicts as
 * everything else; `now` is virtual time and not before the snapshot's.
 */
export function sentenceOf(snapshot: Snapshot, now: Millis): Sentence {
  const facts = factsAt(snapshot, now);
  const body = saysWhyNothingIsTried(facts) ?? saysDead(facts) ?? saysOtherTrouble(facts) ?? saysCalm(facts);
  const acts = snapshot.reauth ? [cancelSignIn, ...body.acts.filter((act) => !signsIn(act))] : body.acts;
  return {
    tone: body.tone,
    headline: body.headline,
    text: [body.headline, ...body.rest, ...saysSignIn(facts)].join(' '),
    acts: acts.slice(0, 3),
  };
}

type Body = {
  readonly tone: Tone;
  readonly headline: string;
  readonly rest: readonly string[];
  readonly acts: readonly Act[];
};

type Facts = {
  readonly snapshot: Snapshot;
  readonly now: Millis;
  readonly destinations: readonly SnapshotDestination[];
  /** Dead because the session ran out. */
  readonly expired: readonly SnapshotDestination[];
  /** Dead for any other cause. */
  readonly broken: readonly SnapshotDestination[];
  readonly privateNames: readonly Name[];
  readonly expiredNames: readonly Name[];
  readonly brokenNames: readonly Name[];
};

function factsAt(snapshot: Snapshot, now: Millis): Facts {
  const destinations = snapshot.destinations.items;
  const dead = destinations.filter((destination) => isDead(destination, now));
  const deadNames = snapshot.names.filter((name) => standingOfName(name, now) === 'dead');
  const hasExpired = (name: Name) => name.answers || name.class === 'session';
  return {
    snapshot,
    now,
    destinations,
    expired: dead.filter((destination) => causeAt(destination, now) === 'session'),
    broken: dead.filter((destination) => causeAt(destination, now) !== 'session'),
    privateNames: snapshot.names.filter(isPrivate),
    expiredNames: deadNames.filter(hasExpired),
    brokenNames: deadNames.filter((name) => !hasExpired(name)),
  };
}

/** The device or the client stands before every policy. */
function saysWhyNothingIsTried(facts: Facts): Body | undefined {
  const { snapshot, expired, broken } = facts;
  const dead = expired.length + broken.length;
  const count = dead === 0 ? [] : [`${countOf(dead, facts)} ${dead === 1 ? 'does' : 'do'} not answer.`];
  const body = (headline: string, why: string, acts: readonly Act[]): Body => ({
    tone: 'other',
    headline,
    rest: [...count, why, ...alsoExpired(facts)].filter((part) => part !== ''),
    acts,
  });
  if (!snapshot.user) return body('This device is not enrolled.', 'Nobody has signed in to a team on it.', []);
  if (snapshot.device.asleep) return body('The device is asleep.', 'Nothing is tried until it wakes.', [wake]);
  if (!snapshot.device.online)
    return body('The device is offline.', 'That has nothing to do with the session.', [goOnline]);
  if (snapshot.client.status === 'Disconnected') {
    return body('The client is disconnected.', 'That has nothing to do with the session.', [connect]);
  }
  if (snapshot.client.status === 'Unable') return body('The client cannot connect.', '', []);
  return undefined;
}

function alsoExpired({ snapshot, now }: Facts): string[] {
  const policy = snapshot.policies.items
    .filter((candidate) => candidate.enabled && candidate.expiresAt !== undefined && candidate.expiresAt <= now)
    .sort((one, other) => (one.expiresAt ?? 0) - (other.expiresAt ?? 0))[0];
  if (!policy?.expiresAt) return [];
  return [`The session has run out as well, ${ago(now - policy.expiresAt)}, under ${quote(policy.name)}.`];
}

function saysDead(facts: Facts): Body | undefined {
  const { snapshot, now, expired, expiredNames } = facts;
  if (expired.length === 0 && expiredNames.length === 0) return undefined;
  const notice = noticeOf(snapshot);
  const first = expired[0];
  const tryIt: Act[] = notice || !first ? [] : [{ do: 'visit', label: `Try ${first.host}`, destination: first.name }];
  return {
    tone: 'dead',
    headline: deadHeadline(facts),
    rest: [whyExpired(facts), ...reachOf(facts), ...saysFlows(snapshot), ...saysBroken(facts), saysNotice(notice, now)],
    acts: [showWhereToClick, ...signIn(snapshot), ...tryIt],
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

function whyExpired({ snapshot, now, expired }: Facts): string {
  const counts = new Map<string, number>();
  for (const { policy } of expired) if (policy) counts.set(policy.id, (counts.get(policy.id) ?? 0) + 1);
  const [lead, ...others] = [...counts].sort((one, other) => other[1] - one[1]).map(([id]) => id);
  const policy = snapshot.policies.items.find((candidate) => candidate.id === lead) ?? namesPolicy(snapshot, now, lead);
  const name = policy?.name ?? expired.find((destination) => destination.policy?.id === lead)?.policy?.name;
  if (name === undefined) return 'The session no longer counts.';
  const at = policy?.expiresAt;
  const when = at !== undefined && at <= now ? `expired ${ago(now - at)}` : 'no longer counts';
  const more = others.length === 0 ? '' : ` and ${numberOf(others.length, 'more policy', 'more policies')}`;
  return `The session ${when} under ${quote(name)}${saysAge(snapshot, now, policy)}${more}.`;
}

/** When only names are dead, no destination tells which policy did it: it is the latest that ran out. */
function namesPolicy(snapshot: Snapshot, now: Millis, lead: string | undefined): Policy | undefined {
  if (lead !== undefined) return undefined;
  const runOut = snapshot.policies.items.filter(
    ({ enabled, expiresAt }) => enabled && expiresAt !== undefined && expiresAt <= now,
  );
  return runOut.sort((one, other) => (other.expiresAt ?? 0) - (one.expiresAt ?? 0))[0];
}

function saysAge(snapshot: Snapshot, now: Millis, policy: Policy | undefined): string {
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

const fates: Readonly<Record<SnapshotNotice['fate'], string>> = {
  due: 'is on its way',
  seen: 'was seen, and nobody has acted on it',
  missed: 'nobody was at the desk',
  suppressed: 'was not shown',
  dismissed: 'was dismissed',
  clicked: 'was clicked',
  'clicked-late': 'was clicked late',
  abandoned: 'was clicked, and the sign-in was given up',
};

const suppressions: Readonly<Record<string, string>> = {
  'no-channel': 'this device has no place to show one',
  'permission-denied': 'the client may not show notifications',
  'do-not-disturb': 'do not disturb was on',
  'screen-locked': 'the screen was locked',
};

/** Why a notice was kept back, in words. */
export function saySuppression(why: string | undefined): string {
  return why === undefined ? 'the reason is not known' : (suppressions[why] ?? why);
}

function saysNotice(notice: SnapshotNotice | undefined, now: Millis): string {
  if (!notice) return 'Nobody has tried since, so no notice was posted yet.';
  const at = sayWhen(notice.at, now);
  if (notice.fate === 'suppressed')
    return `One notice was due at ${at} and was not shown: ${saySuppression(notice.why)}.`;
  return `One notice was posted at ${at} and ${fates[notice.fate]}.`;
}

/** The latest notice since the last sign-in. */
export function noticeOf(snapshot: Snapshot): SnapshotNotice | undefined {
  const since = snapshot.session?.authenticatedAt ?? Number.NEGATIVE_INFINITY;
  return snapshot.notices.items.filter((notice) => notice.at >= since).sort((one, other) => other.at - one.at)[0];
}

function saysOtherTrouble(facts: Facts): Body | undefined {
  const { broken, brokenNames } = facts;
  if (broken.length === 0 && brokenNames.length === 0) return undefined;
  const first = broken[0];
  const headline =
    first === undefined
      ? `${sayNames(brokenNames)} do not resolve.`
      : `${countOf(broken.length, facts)} ${broken.length === 1 ? 'does' : 'do'} not answer.`;
  const { said, acts } = saysExpiry(facts);
  return { tone: 'other', headline, rest: [...saysBroken(facts), ...said], acts };
}

/** Phrased to fit one destination and many. */
const reasons: Readonly<Record<Cause, string>> = {
  none: 'the cause is not known',
  session: 'the session expired',
  block: 'blocked by policy',
  posture: 'a posture check fails',
  identity: 'the policies do not let this user in',
  'split-tunnel': 'outside the tunnel',
  mode: 'not carried in this client mode',
  disconnected: 'the client is disconnected',
  offline: 'the device is offline',
  dns: 'the name does not resolve',
  origin: 'the server itself is down',
  registration: 'the device is not enrolled',
  access: 'the Access application refuses',
  'unknown-destination': 'nothing is known by that name',
};

/** Signing in again refreshes who the user is, so it is not ruled out for identity and Access. */
const sessionIsNotTheCause: ReadonlySet<Cause> = new Set(['block', 'posture', 'split-tunnel', 'mode', 'origin']);

function saysBroken({ broken, brokenNames, now, expired }: Facts): string[] {
  const byCause = new Map<Cause, SnapshotDestination[]>();
  for (const destination of broken) {
    const cause = causeAt(destination, now);
    byCause.set(cause, [...(byCause.get(cause) ?? []), destination]);
  }
  const said = [...byCause].map(([cause, group]) => {
    const policies = new Set(group.map((destination) => destination.policy?.name));
    const name = policies.size === 1 ? group[0]?.policy?.name : undefined;
    const reason = cause === 'block' && name !== undefined ? `blocked by ${quote(name)}` : reasons[cause];
    const subject =
      group.length === 1 ? `${group[0]?.host} does` : `${numberOf(group.length, 'destination', 'destinations')} do`;
    return `${subject} not answer${expired.length === 0 ? '' : ' for another reason'}: ${reason}.`;
  });
  const names = broken.length > 0 && brokenNames.length > 0 ? [`${sayNames(brokenNames)} do not resolve.`] : [];
  const causes = [...byCause.keys()];
  const hopeless = causes.length > 0 && causes.every((cause) => sessionIsNotTheCause.has(cause));
  return [...said, ...names, ...(hopeless && expired.length === 0 ? ['Signing in again will not change that.'] : [])];
}

function saysCalm(facts: Facts): Body {
  const { said, acts, soon } = saysExpiry(facts);
  const headline = facts.destinations.length === 0 ? 'There are no destinations yet.' : 'Everything answers.';
  return { tone: soon ? 'soon' : 'calm', headline, rest: said, acts };
}

function saysExpiry(facts: Facts): { said: string[]; acts: Act[]; soon: boolean } {
  const { snapshot, now, destinations } = facts;
  const next = nextExpiryOf(snapshot, now);
  if (next === undefined) {
    const isChecked = destinations.some((destination) => destination.checked);
    return {
      said: [isChecked ? 'Nothing expires.' : 'Nothing expires: no policy that is in use carries a session check.'],
      acts: [],
      soon: false,
    };
  }
  const policies = [...new Set(next.destinations.flatMap(({ policy }) => (policy ? [policy.name] : [])))];
  const under = policies.length === 0 ? '' : `, under ${policies.map(quote).join(' and ')}`;
  const durations = next.destinations.map((destination) => policyOf(snapshot, destination)?.duration ?? 0);
  const is =
    next.destinations.length < 2 || next.isInternalNetwork ? 'The first thing to expire is' : 'The first to expire are';
  const before: Act[] =
    next.at - now > minute ? [{ do: 'jump-before-expiry', label: 'Jump to 1 min before', at: next.at - minute }] : [];
  return {
    said: [`${is} ${next.subject}, in ${sayRoughly(next.at - now)}${under}.`],
    acts: [
      { do: 'jump-past-expiry', label: 'Jump to just after the expiry', at: next.at + minute },
      ...before,
      ...signIn(snapshot),
    ],
    soon: isSoon(next.at, Math.max(0, ...durations), now),
  };
}

/** What stops answering next if nobody signs in. */
export function nextExpiryOf(snapshot: Snapshot, now: Millis) {
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

function saysSignIn({ snapshot, now }: Facts): string[] {
  const { reauth, lastReauth, session } = snapshot;
  if (reauth) {
    const openFor = now - reauth.startedAt;
    return [`A sign-in is open in the browser${openFor < minute ? '' : `, for ${sayToMinute(openFor)} now`}.`];
  }
  const isLater = lastReauth !== undefined && lastReauth.at >= (session?.authenticatedAt ?? 0);
  if (!lastReauth || !isLater || lastReauth.outcome === 'completed') return [];
  const how = lastReauth.outcome === 'refused' ? 'was refused' : 'was given up';
  return [`The sign-in at ${sayWhen(lastReauth.at, now)} ${how}, so the age stays.`];
}

const showWhereToClick: Act = { do: 'show-where-to-click', label: 'Show where to click' };
const cancelSignIn: Act = { do: 'cancel-sign-in', label: 'Cancel the sign-in' };
const connect: Act = { do: 'connect', label: 'Connect' };
const goOnline: Act = { do: 'go-online', label: 'Go online' };
const wake: Act = { do: 'wake', label: 'Wake the device' };

const signsIn = (act: Act) => act.do === 'sign-in' || act.do === 'show-where-to-click';

function signIn({ user }: Snapshot): Act[] {
  return user ? [{ do: 'sign-in', label: `Sign in as ${user.id}` }] : [];
}

function policyOf({ policies }: Snapshot, { policy }: SnapshotDestination): Policy | undefined {
  return policy && policies.items.find((candidate) => candidate.id === policy.id);
}

function countOf(count: number, { destinations, snapshot }: Facts): string {
  const listed = destinations.length;
  const { total } = snapshot.destinations;
  if (total > listed) return `${count} of the first ${listed} destinations`;
  return `${count} of ${numberOf(listed, 'destination', 'destinations')}`;
}

function sayNames(names: readonly Name[]): string {
  const suffixes = names.filter(isPrivate).map((name) => name.suffix);
  if (suffixes.length === 0) return 'Public names';
  return `${suffixes.length < names.length ? 'Public names and names' : 'Names'} below ${suffixes.join(', ')}`;
}

const isPrivate = (name: Name) => name.resolver !== undefined;
const numberOf = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const quote = (name: string) => `“${name}”`;
const ago = (span: Millis) => (span < second ? 'just now' : `${sayRoughly(span)} ago`);
