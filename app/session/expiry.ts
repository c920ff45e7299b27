import type { Assumptions } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import type { Session, State } from './state.ts';

/**
 * The sign-in that counts at an instant. With `accessReturnsAfter` a completed sign-in counts only once that
 * span has passed (assumption A6); until then the one before does.
 */
export function signInThatCounts(session: Session, assumptions: Assumptions, at: Millis): Millis {
  const waits = session.previousAt !== undefined && at < session.authenticatedAt + assumptions.accessReturnsAfter;
  return waits && session.previousAt !== undefined ? session.previousAt : session.authenticatedAt;
}

/** How long ago the registered user last signed in (DOMAIN.md §1.1 fact 1); 0 without a session. */
export function ageIn({ session, environment }: Pick<State, 'session' | 'environment'>, at: Millis): Millis {
  return session === undefined ? 0 : at - signInThatCounts(session, environment.assumptions, at);
}

/** The same in whole seconds, as verdicts tell it. */
export function ageSecondsIn(state: Pick<State, 'session' | 'environment'>, at: Millis): number {
  return Math.floor(ageIn(state, at) / 1000);
}

/**
 * The first instant at which a session that began at `authenticatedAt` is expired under `duration`. Whether that
 * is the instant itself or the millisecond after it is assumption A1 (DOMAIN.md §7 Q7).
 */
export function expiresAt(authenticatedAt: Millis, duration: Millis, assumptions: Assumptions): Millis {
  return authenticatedAt + duration + (assumptions.expiry === 'at-duration' ? 0 : 1);
}

/** Whether a session is expired under a policy's duration; inclusive at the expiry. One that was forced stale is. */
export function isExpired(session: Session, duration: Millis, assumptions: Assumptions, at: Millis): boolean {
  if (session.staleSince !== undefined) return true;
  return at >= expiresAt(signInThatCounts(session, assumptions, at), duration, assumptions);
}
