import type { Handlers } from '../../app/bridge/contract.ts';
import { Refusal } from '../../app/errors.ts';
import { parseInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { parseSpan } from '../../app/time/span.ts';

/** A span from now, an instant, or a span counted from the last sign-in. */
export type Moment = { readonly by: Millis } | { readonly at: Millis } | { readonly afterSignIn: Millis };

/** `168h01m` from now, `+168h01m` after the last sign-in, or an instant. */
export function parseMoment(text: string): Moment | undefined {
  const span = parseSpan(text);
  if (span !== undefined) return text.trim().startsWith('+') ? { afterSignIn: span } : { by: span };
  const at = parseInstant(text);
  return at === undefined ? undefined : { at };
}

type Clock = Pick<Handlers, 'clock.advance' | 'clock.to' | 'inspect'>;

/** Throws a `Refusal` (`bad-time`) for what lies in the past, or when there is no sign-in to count from. */
export async function moveClock(handlers: Clock, moment: Moment): Promise<void> {
  try {
    if ('by' in moment) await handlers['clock.advance']({ by: moment.by });
    else {
      const at = 'at' in moment ? moment.at : await afterSignIn(handlers, moment.afterSignIn);
      await handlers['clock.to']({ at });
    }
  } catch (fault) {
    throw fault instanceof Refusal ? new Refusal('bad-time', fault.message) : fault;
  }
}

async function afterSignIn({ inspect }: Clock, span: Millis): Promise<Millis> {
  const signedInAt = parseInstant((await inspect({})).session?.authenticatedAt ?? '');
  if (signedInAt !== undefined) return signedInAt + span;
  throw new Refusal('no-session', 'Nobody is signed in, so there is no sign-in to count from. Give an instant.');
}
