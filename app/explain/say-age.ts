import type { TraceStep } from '../session/verdict.ts';
import { sayDay, sayTime } from '../time/calendar.ts';
import { type Millis, second } from '../time/instant.ts';
import { sayAgo, saySpan } from '../time/span.ts';

type Check = Extract<TraceStep, { step: 'session' }>;

/** A session check as one would reckon it aloud. `at`: when it was made, which gives the instants on a calendar. */
export function sayCheck(check: Check, at: Millis | undefined): string {
  const { ageSeconds, limitSeconds, passed, because, application } = check;
  const whose = application === undefined ? 'this policy' : 'this application';
  const allows = `${whose} allows ${saySpan(limitSeconds * second)}`;
  if (because === 'no-identity') {
    return `Nobody is signed in on this device, and ${allows} since a sign-in: the session check fails.`;
  }
  const signedIn = `Signed in ${sayPast(ageSeconds, at)}; ${allows}`;
  if (because === 'forced') {
    return `${signedIn}, but an administrator asked for a new sign-in since: the session check fails, whatever the age.`;
  }
  const over = ageSeconds - limitSeconds;
  if (because === 'grace') {
    return `${signedIn}, so it expired ${sayAgo(over * second)}; the grace period, a what-if, still lets this pass.`;
  }
  if (!passed) return `${signedIn}, so it expired ${sayPast(over, at)}.`;
  return `${signedIn}, so it is good for ${saySpan(-over * second)} more${at === undefined ? '' : `, until ${sayMoment(at - over * second)}`}.`;
}

/** Several limits on the one age, the first to run out first; `undefined` when there is one at most. */
export function sayLimits(trace: readonly TraceStep[]): string | undefined {
  const names = new Map(trace.flatMap((step) => (step.step === 'matched' ? [[step.policy, step.name] as const] : [])));
  const limits = new Map<string, number>();
  for (const step of trace) {
    if (step.step !== 'session') continue;
    const whose =
      step.application === undefined
        ? `“${names.get(step.policy ?? '') ?? ''}”`
        : `the Access application ${step.application}`;
    limits.set(whose, step.limitSeconds);
  }
  if (limits.size < 2) return undefined;
  const told = [...limits]
    .toSorted(([, a], [, b]) => a - b)
    .map(([whose, limit]) => `${whose} allows ${saySpan(limit * second)}`);
  return `${limits.size === 2 ? 'Two' : String(limits.size)} limits stand on this one age: ${told.join(', ')}. The shorter one ends it first, and one sign-in renews all.`;
}

function sayPast(seconds: number, at: Millis | undefined): string {
  const ago = sayAgo(seconds * second);
  return at === undefined ? ago : `${ago} (${sayMoment(at - seconds * second)})`;
}

/** `Mon 2 Mar 09:00`. */
function sayMoment(at: Millis): string {
  return `${sayDay(at)} ${sayTime(at).slice(0, 5)}`;
}
