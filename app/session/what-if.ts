import type { Millis } from '../time/instant.ts';
import { postNotice } from './attempts.ts';
import { expiresAt, isExpired } from './expiry.ts';
import { reasonSuppressed } from './notice.ts';
import type { State } from './state.ts';
import type { Unfolding } from './unfolding.ts';

/** When a warning ahead of the first expiry is due, and under which policy; absent unless that what-if is on. */
export function nextWarning(state: State): { readonly at: Millis; readonly policyId: string } | undefined {
  const { session, environment } = state;
  const { warnBefore } = environment.whatIf;
  if (warnBefore === undefined || session === undefined || session.staleSince !== undefined) return undefined;
  if (state.notices.some(({ kind, episode }) => kind === 'warning' && episode === session.episode)) return undefined;
  const [first] = limitsOf(state);
  if (first === undefined) return undefined;
  const expiry = expiresAt(session.authenticatedAt, first.duration, environment.assumptions);
  // A sign-in that is closer to its expiry than the warning to it warns at once; one that is over brings the notice.
  return state.at < expiry ? { at: Math.max(state.at, expiry - warnBefore), policyId: first.id } : undefined;
}

/** When a refused attempt would next bring a notice again, after `at`; absent unless that what-if is on. */
export function nextRepeat({ session, environment, notices }: State, at: Millis): Millis | undefined {
  const { repeatEvery } = environment.whatIf;
  if (repeatEvery === undefined || session === undefined) return undefined;
  const instants = notices
    .filter(({ kind, episode }) => kind !== 'warning' && episode === session.episode)
    .map((notice) => notice.at + repeatEvery)
    .filter((instant) => instant > at);
  return instants.length === 0 ? undefined : Math.min(...instants);
}

export function warn(unfolding: Unfolding, policyId: string, at: Millis): void {
  post(unfolding, 'warning', policyId, at);
}

/** A device that wakes with an expired session, of which it was told before, tells it again. */
export function noticeOnWake(unfolding: Unfolding, at: Millis): void {
  const { session, environment, notices } = unfolding.state;
  if (!environment.whatIf.onWake || session === undefined) return;
  const told = notices.findLast(({ kind, episode }) => kind === 'expired' && episode === session.episode);
  const policy = limitsOf(unfolding.state).find(({ id }) => id === told?.policyId);
  if (policy === undefined || !isExpired(session, policy.duration, environment.assumptions, at)) return;
  post(unfolding, 'wake', policy.id, at);
}

function post(unfolding: Unfolding, kind: 'warning' | 'wake', policyId: string, at: Millis): void {
  const { state } = unfolding;
  const policyName = state.environment.policies.find(({ id }) => id === policyId)?.name ?? policyId;
  const due = { kind, policyId, policyName, host: '', by: { kind: 'app' } } as const;
  postNotice(unfolding, due, reasonSuppressed(state, at), at);
}

/** Limits that are enforced, the shortest first. */
function limitsOf({ environment }: State): readonly { readonly id: string; readonly duration: Millis }[] {
  return environment.policies
    .flatMap(({ id, enabled, action, filter, checkSession }) =>
      enabled && action === 'allow' && filter === 'l4' && checkSession?.enforce && checkSession.duration !== undefined
        ? [{ id, duration: checkSession.duration }]
        : [],
    )
    .toSorted((a, b) => a.duration - b.duration);
}
