import type { Actor, Environment } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import { openingAt } from '../time/weekly-hours.ts';
import type { State } from './state.ts';

/** When the hours end that an instant is in; never for a program that runs at any hour. */
export function closingOf({ hours }: Actor, at: Millis): Millis {
  const opening = hours === undefined ? undefined : openingAt(hours, at);
  return opening === undefined ? Number.POSITIVE_INFINITY : opening.to;
}

/** When each program that has turns takes its first. */
export function turnsFrom({ actors }: Pick<Environment, 'actors'>, at: Millis): State['actors'] {
  return collect(actors, (_name, actor) => (actor.every === undefined ? undefined : inHours(actor, at + actor.first)));
}

/** Programs that run by themselves come, go or change their pace with the environment. */
export function turnsAfterChange(before: State, { actors }: Environment): State['actors'] {
  return collect(actors, (name, actor) => {
    const { every, first } = actor;
    const due = before.actors[name];
    if (every === undefined) return due;
    return inHours(actor, due === undefined ? before.at + first : Math.min(due, before.at + every));
  });
}

/** What actors slept through is not made up for: each goes on at its next turn, or when it tries after waking. */
export function turnsAwake({ actors: due, environment, device }: State, asleep: boolean, at: Millis): State['actors'] {
  const wakes = device.asleep && !asleep;
  return collect(environment.actors, (name, actor) => {
    const { onWake } = actor;
    const booked = due[name];
    const next = booked === undefined || booked >= at ? booked : laterTurn(actor, booked, at);
    if (!wakes || onWake === undefined) return next;
    return earlier(next, inHours(actor, at + onWake));
  });
}

/** When an actor tries next after an attempt; not at all for the time being when it has no turns. */
export function turnsAfterAttempt({ actors, environment }: State, name: string, at: Millis): State['actors'] {
  const { [name]: _done, ...others } = actors;
  const actor = environment.actors[name];
  const next = actor?.every === undefined ? undefined : inHours(actor, at + actor.every);
  return next === undefined ? others : { ...actors, [name]: next };
}

/** The first of its turns, counted from one it missed, that is not over. */
function laterTurn(actor: Actor, missed: Millis, at: Millis): Millis | undefined {
  const { every } = actor;
  return every === undefined ? undefined : inHours(actor, missed + Math.ceil((at - missed) / every) * every);
}

/** The instant itself, or the next opening of its hours; `undefined` for hours that never come. */
function inHours({ hours }: Actor, at: Millis): Millis | undefined {
  if (hours === undefined) return at;
  const opening = openingAt(hours, at);
  return opening === undefined ? undefined : Math.max(at, opening.from);
}

function earlier(one: Millis | undefined, other: Millis | undefined): Millis | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one;
}

function collect(
  actors: Environment['actors'],
  turnOf: (name: string, actor: Actor) => Millis | undefined,
): State['actors'] {
  const turns = Object.entries(actors).flatMap(([name, actor]) => {
    const turn = turnOf(name, actor);
    return turn === undefined ? [] : [[name, turn] as const];
  });
  return Object.fromEntries(turns);
}
