import type { Destination } from '../environment/environment.ts';
import { isPrivate } from '../network/destination.ts';
import { usualAttempt, usualProtocol } from '../network/service.ts';
import { idleAt, nextDue } from '../session/due.ts';
import { expiresAt, signInThatCounts } from '../session/expiry.ts';
import { judgeConnection, judgeLookup } from '../session/judge.ts';
import { judgeActor, judgementsOf } from '../session/judge-actor.ts';
import { decideNotice } from '../session/notice.ts';
import type { State } from '../session/state.ts';
import type { Judgement } from '../session/walk.ts';
import type { Millis } from '../time/instant.ts';

/** How a destination stands at an instant, judged by its name as a program would come to it. */
export type DestinationOutlook = {
  readonly name: string;
  readonly destination: Destination;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly judgement: Judgement;
};

/** Each destination at its lowest port. */
export function destinationOutlooks(state: State, at: Millis): readonly DestinationOutlook[] {
  return Object.entries(state.environment.destinations).map(([name, destination]) => {
    const [port, kind] = Object.entries(destination.ports)[0] ?? ['0'];
    const attempt = usualAttempt(destination.host, Number(port), kind);
    const judgement = judgeConnection(state, attempt, at, { useCache: false, only: destination.address });
    return { name, destination, port: Number(port), protocol: usualProtocol(kind), judgement };
  });
}

/** How names stand: each Local Domain Fallback suffix, asked for one of its names, and public names. */
export type NameOutlook = { readonly suffix: string; readonly resolver?: string; readonly judgement: Judgement };

export function nameOutlooks(state: State, at: Millis): readonly NameOutlook[] {
  const { environment } = state;
  const places = Object.values(environment.destinations);
  const fallbacks = environment.dns.localDomainFallback.map(({ suffix, resolver }) => {
    const known = places.find(({ host }) => host.endsWith(`.${suffix}`))?.host ?? suffix;
    return { suffix, resolver, judgement: judgeLookup(state, { name: known, recordType: 'A' }, at) };
  });
  const publicHost = places.find((destination) => !isPrivate(destination))?.host;
  if (publicHost === undefined) return fallbacks;
  return [
    ...fallbacks,
    { suffix: 'public names', judgement: judgeLookup(state, { name: publicHost, recordType: 'A' }, at) },
  ];
}

/** When the present session runs out under a duration; absent without a session. */
export function expiryUnder(state: State, duration: Millis, at: Millis): Millis | undefined {
  const { session, environment } = state;
  if (session === undefined) return undefined;
  if (session.staleSince !== undefined) return session.staleSince;
  return expiresAt(signInThatCounts(session, environment.assumptions, at), duration, environment.assumptions);
}

/**
 * The next instant at which something that matters happens by itself: a check runs out, a flow idles, or an actor
 * is about to spend the notice. Attempts that change nothing don't count.
 */
export function nextNotable(state: State, at: Millis): { readonly at: Millis; readonly what: string } | undefined {
  const moments: { at: Millis; what: string }[] = [];
  for (const { name, judgement } of destinationOutlooks(state, at)) {
    const { expires } = judgement;
    if (expires === undefined || expires.at <= at) continue;
    const whose = expires.class === 'access' ? `the Access application ${expires.under}` : `“${expires.under}”`;
    moments.push({ at: expires.at, what: `The session expires under ${whose}: ${name} stops answering` });
  }
  for (const flow of Object.values(state.flows)) {
    const idle = idleAt(state, flow);
    if (idle !== undefined) moments.push({ at: idle, what: `The flow to ${flow.host} is closed for idling` });
  }
  for (const { takesEffectAt } of state.edits.pending)
    moments.push({ at: takesEffectAt, what: 'An edit of the environment acts' });
  const { reconnectAt, unlockedUntil } = state.client;
  if (reconnectAt !== undefined) moments.push({ at: reconnectAt, what: 'The client connects again by itself' });
  if (unlockedUntil !== undefined) moments.push({ at: unlockedUntil, what: 'The client’s switch is locked again' });
  const due = nextDue(state);
  if (due?.what === 'actor' && wouldSpendNotice(state, due.actor, due.at)) {
    moments.push({ at: due.at, what: `The actor “${due.actor}” tries and spends the one notice` });
  }
  return moments.toSorted((a, b) => a.at - b.at)[0];
}

function wouldSpendNotice(state: State, name: string, at: Millis): boolean {
  const actor = state.environment.actors[name];
  if (actor === undefined) return false;
  return judgementsOf(judgeActor(state, actor, at)).some(
    ({ verdict: { class: cause, policy } }) =>
      cause === 'session' && policy !== undefined && decideNotice(state, policy.id, at).outcome !== 'none',
  );
}
