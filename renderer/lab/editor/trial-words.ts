import type { ResultOf } from '../../../app/bridge/contract.ts';
import { sayWhen } from '../../../app/time/calendar.ts';
import type { Millis } from '../../../app/time/instant.ts';
import { texts } from '../../shared/texts.ts';

export type Trial = ResultOf<'policy.try'>;
export type Outcome = NonNullable<Trial['against']>;

const words = texts.policies;

/** What the policy by itself says, with the sign of it. */
export function sayAlone({ alone }: Outcome): string {
  return words.alone[alone];
}

/** Which policy takes the attempt; `id` is that of the policy in hand. */
export function sayTaker({ alone, policy }: Outcome, id: string): string {
  if (policy?.id === id) return words.takesIt;
  if (policy === undefined) return words.nobodyTakes;
  return alone === 'matched' ? words.takenAbove(policy.name) : words.takenBy(policy.name);
}

/** When that ends if nobody signs in; how long it is until then, the summary tells. */
export function saySession({ expiresAt }: Outcome, now: Millis): string | undefined {
  return expiresAt === undefined || expiresAt <= now ? undefined : words.until(sayWhen(expiresAt, now));
}
