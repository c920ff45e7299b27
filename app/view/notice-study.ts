import type { Environment, WhatIf } from '../environment/environment.ts';
import { carryOut } from '../session/decide.ts';
import { engineVersion } from '../session/engine-version.ts';
import type { SessionEvent } from '../session/event.ts';
import { evolve } from '../session/evolve.ts';
import { isSomebodyWatching } from '../session/notice.ts';
import type { State } from '../session/state.ts';
import { day, hour, type Millis } from '../time/instant.ts';
import { dayPartAt, nextDayChange, officeDay } from '../world/persons-day.ts';

/** One design of the notice, and how it would have gone. Spans count from the sign-in. */
export type NoticeTrial = {
  readonly design: string;
  readonly whatIf: Partial<WhatIf>;
  /** When the first attempt was refused; absent when none was. */
  readonly refusedAfter?: Millis;
  /** When somebody first saw a notice or a banner; absent when nobody did. */
  readonly seenAfter?: Millis;
  /** From the first refusal until somebody could know, 0 when they knew before; absent when nobody ever could. */
  readonly unawareFor?: Millis;
  /** Notices up to then, or over the whole time when nobody saw one. */
  readonly notices: number;
};

const designs: readonly Pick<NoticeTrial, 'design' | 'whatIf'>[] = [
  { design: 'As the real client: once', whatIf: {} },
  { design: 'Again every 4 h', whatIf: { repeatEvery: 4 * hour } },
  { design: 'A warning 1 h before the expiry', whatIf: { warnBefore: hour } },
  { design: 'Again when the device wakes', whatIf: { onWake: true } },
  { design: 'A banner in the client', whatIf: { banner: true } },
  { design: '8 h of grace after the expiry', whatIf: { gracePeriod: 8 * hour } },
];

/**
 * Lives through four weeks from a sign-in once for each design of the notice, with the environment's own background
 * programs and the person's day, or an office day where they have none: what if it had been made otherwise. Nobody signs in again. The device sleeps while the
 * person's day says night.
 */
export function studyNotices(environment: Environment): readonly NoticeTrial[] {
  return designs.map(({ design, whatIf }) => ({ design, whatIf, ...tryDesign(environment, whatIf) }));
}

function tryDesign(environment: Environment, whatIf: Partial<WhatIf>): Omit<NoticeTrial, 'design' | 'whatIf'> {
  const unchanged: WhatIf = { onWake: false, banner: false, gracePeriod: 0 };
  const { person } = environment;
  const day = person.day.length === 0 ? officeDay : person.day;
  const tried = { ...environment, person: { ...person, day }, whatIf: { ...unchanged, ...whatIf } };
  const { events, stateAt } = liveThrough(tried);
  const start = environment.clock.startAt;
  const refused = events.find((event) => 'verdict' in event && event.verdict.class === 'session')?.at;
  const toast = events.find((event) => event.type === 'notice-posted' && event.seen)?.at;
  const banner = whatIf.banner && refused !== undefined ? firstWatching(stateAt(refused), refused) : undefined;
  const seen = [toast, banner].filter((at) => at !== undefined).toSorted((a, b) => a - b)[0];
  const notices = events.filter(({ type, at }) => type === 'notice-due' && (seen === undefined || at <= seen)).length;
  return {
    notices,
    ...(refused === undefined ? {} : { refusedAfter: refused - start }),
    ...(seen === undefined ? {} : { seenAfter: seen - start }),
    ...(seen === undefined ? {} : { unawareFor: refused === undefined ? 0 : Math.max(0, seen - refused) }),
  };
}

const studied: Millis = 28 * day;

function liveThrough(environment: Environment) {
  const start = environment.clock.startAt;
  let state: State = {
    ...evolve(undefined, { at: start, type: 'run-started', engine: engineVersion, environment }),
    client: { connected: true },
  };
  const events: SessionEvent[] = [];
  const take = (command: Parameters<typeof carryOut>[1], at: Millis) => {
    const outcome = carryOut(state, command, at);
    state = outcome.state;
    events.push(...outcome.events);
  };
  for (let at = start; at < start + studied; ) {
    const next = Math.min(nextDayChange(environment, at) ?? Number.POSITIVE_INFINITY, start + studied);
    take({ type: 'change-device', asleep: dayPartAt(environment.person.day, at)?.is === 'night' }, at);
    take({ type: 'advance', to: next, jump: true }, at);
    at = next;
  }
  return { events, stateAt: (at: Millis) => ({ ...state, at }) };
}

/** A banner stands until somebody is there to see it. */
function firstWatching(state: State, from: Millis): Millis | undefined {
  for (let at: Millis | undefined = from; at !== undefined && at < from + studied; ) {
    if (isSomebodyWatching(state, at)) return at;
    at = nextDayChange(state.environment, at);
  }
  return undefined;
}
