import { sayWhen } from '../time/calendar.ts';
import { type Millis, minute } from '../time/instant.ts';
import { sayToMinute } from '../time/span.ts';
import { type Act, cancelSignIn, isSignIn } from './act.ts';
import { reasons, saysBroken } from './sentence-broken.ts';
import { saysDead } from './sentence-dead.ts';
import { saysExpiry } from './sentence-expiry.ts';
import { type Body, type Facts, factsAt, type Tone } from './sentence-facts.ts';
import { saysUnconnected } from './sentence-unconnected.ts';
import { quote } from './sentence-words.ts';
import type { Snapshot } from './snapshot-shape.ts';

/** `text` starts with `headline`. */
export type Sentence = {
  readonly tone: Tone;
  readonly headline: string;
  readonly text: string;
  readonly acts: readonly Act[];
};

/**
 * The one truth to show first, in words, and at most three things to do about it. It reads the same verdicts as
 * everything else; `now` is virtual time and not before the snapshot's.
 */
export function sentenceOf(snapshot: Snapshot, now: Millis): Sentence {
  const facts = factsAt(snapshot, now);
  const body = saysUnconnected(facts) ?? saysDead(facts) ?? saysBroken(facts) ?? saysCalm(facts);
  const acts = snapshot.reauth ? [cancelSignIn, ...body.acts.filter((act) => !isSignIn(act))] : body.acts;
  return {
    tone: body.tone,
    headline: body.headline,
    text: [body.headline, ...body.rest, ...saysSignIn(facts)].join(' '),
    acts: acts.slice(0, 3),
  };
}

function saysCalm(facts: Facts): Body {
  const { said, acts, soon } = saysExpiry(facts);
  const headline = facts.destinations.length === 0 ? 'There are no destinations yet.' : 'Everything answers.';
  return { tone: soon ? 'soon' : 'calm', headline, rest: said, acts };
}

function saysSignIn({ snapshot, now }: Facts): string[] {
  const { reauth, lastReauth, session } = snapshot;
  if (reauth) {
    const openFor = now - reauth.startedAt;
    const open = `A sign-in is open in the browser${openFor < minute ? '' : `, for ${sayToMinute(openFor)} now`}.`;
    return reauth.blocked === undefined ? [open] : [open, ...saysBlocked(reauth.blocked)];
  }
  const isLater = lastReauth !== undefined && lastReauth.at >= (session?.authenticatedAt ?? 0);
  if (!lastReauth || !isLater || lastReauth.outcome === 'completed') return [];
  const how = lastReauth.outcome === 'refused' ? 'was refused' : 'was given up';
  return [`The sign-in at ${sayWhen(lastReauth.at, now)} ${how}, so the age stays.`];
}

/** The browser needs a page that the session check itself keeps from it, or something else does. */
function saysBlocked({ host, class: cause, policyName }: NonNullable<NonNullable<Snapshot['reauth']>['blocked']>) {
  const under = policyName === undefined ? '' : ` under ${quote(policyName)}`;
  const why = `The sign-in page at ${host} does not load, since ${reasons[cause]}${under}.`;
  if (cause !== 'session') return [why];
  const before = policyName === undefined ? '' : `, before ${quote(policyName)}`;
  return [why, `An administrator has to let it through with a policy that has no session duration${before}.`];
}
