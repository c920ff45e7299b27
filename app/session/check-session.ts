import type { Millis } from '../time/instant.ts';
import { ageSecondsIn, expiresAt, isExpired, signInThatCounts } from './expiry.ts';
import type { Walk } from './walk.ts';

/** Whose limit is checked, and what comes of its end. */
export type Limit = {
  readonly duration: Millis;
  readonly of:
    | { readonly policy: string; readonly name: string }
    /** Key of an Access application. */
    | { readonly application: string };
};

/** Whether the one session age is within a limit (DOMAIN.md §1.2, §1.5 fact 34); the walk notes what was found. */
export function isSessionGood(walk: Walk, limit: Limit): boolean {
  const { state, at, trace } = walk;
  const { session, environment } = state;
  const { assumptions, whatIf } = environment;
  const { duration, of } = limit;
  const limitSeconds = duration / 1000;
  walk.checked = true;
  walk.limit = duration;
  if (session === undefined) {
    // A device that no person signed in on (DOMAIN.md §7 Q11, assumption A10).
    const passed = !assumptions.noIdentityFails;
    const because = passed ? {} : { because: 'no-identity' as const };
    trace.push({ step: 'session', ...idOf(limit), ageSeconds: 0, limitSeconds, passed, ...because });
    return passed;
  }
  const isInTime = !isExpired(session, duration, assumptions, at);
  // The grace period is a what-if of Gateway's notice; Access has none.
  const gracePeriod = 'policy' in of ? whatIf.gracePeriod : 0;
  const expiry = expiresAt(signInThatCounts(session, assumptions, at), duration, assumptions);
  const isInGrace = !isInTime && session.staleSince === undefined && at < expiry + gracePeriod;
  const passed = isInTime || isInGrace;
  const because = isInGrace ? 'grace' : session.staleSince === undefined ? 'age' : 'forced';
  trace.push({
    step: 'session',
    ...idOf(limit),
    ageSeconds: ageSecondsIn(state, at),
    limitSeconds,
    passed,
    ...(isInTime ? {} : { because }),
  });
  if (at < session.authenticatedAt + assumptions.accessReturnsAfter) {
    walk.steadyUntil = Math.min(walk.steadyUntil, session.authenticatedAt + assumptions.accessReturnsAfter);
  }
  if (!passed) return false;
  if (isInGrace) walk.inGrace = true;
  noteExpiry(walk, limit, expiry + gracePeriod);
  walk.steadyUntil = Math.min(walk.steadyUntil, isInTime ? expiry : expiry + gracePeriod);
  return true;
}

function idOf({ of }: Limit): { readonly policy: string } | { readonly application: string } {
  return 'policy' in of ? { policy: of.policy } : of;
}

/** Of several limits on one way the first to run out counts. */
function noteExpiry(walk: Walk, { of }: Limit, at: Millis): void {
  if (walk.expires !== undefined && walk.expires.at <= at) return;
  walk.expires =
    'policy' in of ? { at, class: 'session', under: of.name } : { at, class: 'access', under: of.application };
}
