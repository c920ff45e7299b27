import type { Policy } from '../policy/policy.ts';
import type { Millis } from '../time/instant.ts';
import { ageSecondsIn } from './expiry.ts';
import type { State } from './state.ts';
import type { Outcome, Stage, TraceStep, Verdict, VerdictClass } from './verdict.ts';

/** A verdict before the notice is settled, and what time alone will do to it. */
export type Judgement = {
  readonly verdict: Omit<Verdict, 'notice' | 'noticeWhy'>;
  /** When the first of the checks that passed will fail if nobody signs in; absent when none will. */
  readonly expires?: Expires;
  /** The same judgement holds before this instant as long as nothing but time changes; may be Infinity. */
  readonly steadyUntil: Millis;
};

/** The end of an answer: when, what it is then refused as, and the name of the policy or Access application whose limit it is. */
export type Expires = { readonly at: Millis; readonly class: 'session' | 'access'; readonly under: string };

/** Where a walk ended. */
export type End = { readonly outcome: Outcome; readonly class: VerdictClass; readonly stage: Stage };

/** What a walk has gathered on its way; one walk serves one attempt. */
export type Walk = {
  readonly state: State;
  readonly at: Millis;
  readonly trace: TraceStep[];
  checked: boolean;
  /** Of the last policy phase; an attempt's lookup comes before its connection. */
  policy: Policy | undefined;
  limit: Millis | undefined;
  /** The Access application that decided. */
  application?: string;
  inGrace?: true;
  expires?: Expires;
  steadyUntil: Millis;
};

/** The end of an attempt that nothing stands in the way of. */
export const answered = { outcome: 'allowed', class: 'none' } as const;

export function startWalk(state: State, at: Millis): Walk {
  return {
    state,
    at,
    trace: [],
    checked: false,
    policy: undefined,
    limit: undefined,
    steadyUntil: Number.POSITIVE_INFINITY,
  };
}

export function conclude(walk: Walk, end: End): Judgement {
  return {
    verdict: {
      ...end,
      checked: walk.checked,
      ...(walk.policy === undefined ? {} : { policy: { id: walk.policy.id, name: walk.policy.name } }),
      ...(walk.application === undefined ? {} : { application: walk.application }),
      trace: walk.trace,
      ageSeconds: ageSecondsIn(walk.state, walk.at),
      ...(walk.limit === undefined ? {} : { limitSeconds: walk.limit / 1000 }),
      ...(walk.inGrace === undefined ? {} : { inGrace: walk.inGrace }),
    },
    ...(walk.expires === undefined ? {} : { expires: walk.expires }),
    steadyUntil: walk.steadyUntil,
  };
}

/** Why traffic does not enter the tunnel at all; `undefined` when the tunnel carries it. */
export function reasonOutside(walk: Walk, carries: readonly string[]): VerdictClass | undefined {
  const { registration, client, environment } = walk.state;
  const { mode } = environment.client;
  if (registration?.status !== 'active') {
    pushOnce(walk.trace, { step: 'registration', status: registration?.status ?? 'missing' });
    return 'registration';
  }
  if (client.connected && carries.includes(mode)) return undefined;
  pushOnce(walk.trace, { step: 'client', connected: client.connected, mode });
  return client.connected ? 'mode' : 'disconnected';
}

/** One attempt asks the same question for its name and for its connection; the trace tells it once. */
function pushOnce(trace: TraceStep[], step: TraceStep): void {
  if (!trace.some((known) => known.step === step.step)) trace.push(step);
}

/** DOMAIN.md §5.1. */
export const carriesTraffic = ['traffic-and-dns', 'traffic-only'];
export const carriesDns = ['traffic-and-dns', 'dns-only'];
