import type { Millis } from '../time/instant.ts';
import { postNotice } from './attempts.ts';
import { expiresAt, isExpired } from './expiry.ts';
import { reasonSuppressed } from './notice.ts';
import type { NoticeKind, State } from './state.ts';
import type { Unfolding } from './unfolding.ts';

/** A notice that comes by itself, without an attempt. */
export type TimedNotice = { readonly at: Millis; readonly kind: 'warning' | 'expired'; readonly policyId: string };

/** The next notice that comes by itself; none does unless an assumption (A4) or a what-if says so. */
export function nextTimedNotice(state: State): TimedNotice | undefined {
  const { assumptions, whatIf } = state.environment;
  if (whatIf.warnBefore === undefined && assumptions.noticeComes === 'with-refusal') return undefined;
  const [warning, expiry] = [nextWarning(state), nextAtExpiry(state)];
  if (warning === undefined || expiry === undefined) return warning ?? expiry;
  return warning.at <= expiry.at ? warning : expiry;
}

function nextWarning(state: State): TimedNotice | undefined {
  const { session, environment } = state;
  const { warnBefore } = environment.whatIf;
  if (warnBefore === undefined || session === undefined || session.staleSince !== undefined) return undefined;
  if (state.notices.some(({ kind, episode }) => kind === 'warning' && episode === session.episode)) return undefined;
  const [first] = limitsOf(state);
  if (first === undefined) return undefined;
  const expiry = expiresAt(session.authenticatedAt, first.duration, environment.assumptions);
  // A sign-in that is closer to its expiry than the warning to it warns at once; one that is over brings the notice.
  if (state.at >= expiry) return undefined;
  return { at: Math.max(state.at, expiry - warnBefore), kind: 'warning', policyId: first.id };
}

/** The first limit to run out of those that no notice was due for, in the episode or, where so assumed, per policy. */
function nextAtExpiry(state: State): TimedNotice | undefined {
  const { session, environment } = state;
  const { noticeComes, noticeScope } = environment.assumptions;
  if (noticeComes === 'with-refusal' || session === undefined || session.staleSince !== undefined) return undefined;
  const told = state.notices.filter(({ kind, episode }) => kind !== 'warning' && episode === session.episode);
  if (noticeScope === 'episode' && told.length > 0) return undefined;
  const next = limitsOf(state).find(({ id }) => !told.some(({ policyId }) => policyId === id));
  if (next === undefined) return undefined;
  const expiry = expiresAt(session.authenticatedAt, next.duration, environment.assumptions);
  return { at: Math.max(state.at, expiry), kind: 'expired', policyId: next.id };
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

export function postTimedNotice(unfolding: Unfolding, { kind, policyId, at }: TimedNotice): void {
  post(unfolding, kind, policyId, at);
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

function post(unfolding: Unfolding, kind: NoticeKind, policyId: string, at: Millis): void {
  const { state } = unfolding;
  const policyName = state.environment.policies.find(({ id }) => id === policyId)?.name ?? policyId;
  const due = { kind, policyId, policyName, host: '', by: { kind: 'app' } } as const;
  postNotice(unfolding, due, reasonSuppressed(state, at), at);
}

/** Limits that are enforced, the shortest first. */
function limitsOf({ environment }: State): readonly { readonly id: string; readonly duration: Millis }[] {
  return environment.policies
    .flatMap(({ id, enabled, action, filter, checkSession }) =>
      enabled &&
      action === 'allow' &&
      (filter === 'l4' || filter === 'http') &&
      checkSession?.enforce &&
      checkSession.duration !== undefined
        ? [{ id, duration: checkSession.duration }]
        : [],
    )
    .toSorted((a, b) => a.duration - b.duration);
}
