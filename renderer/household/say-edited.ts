import type { ResultOf } from '../../app/bridge/contract.ts';
import { parseInstant } from '../../app/time/calendar.ts';
import type { Millis } from '../../app/time/instant.ts';
import { sayLeft } from '../../app/time/span.ts';
import { sayFindings } from '../../app/view/say-findings.ts';
import { toWholeSecond } from '../shared/virtual-clock.ts';

/** What became of a change to the environment, in words. */
export function sayEdited(result: ResultOf<'environment.apply'>, now: Millis): string {
  const { said, takesEffectAt, fromNextRun, newFindings } = result;
  if (said === undefined) return 'Nothing changed: the environment is like that already.';
  const at = takesEffectAt === undefined ? undefined : parseInstant(takesEffectAt);
  const when =
    at === undefined || at <= now
      ? 'It acts already.'
      : `All of it acts in ${sayLeft(toWholeSecond(at) - toWholeSecond(now))}.`;
  const later = fromNextRun.length === 0 ? [] : [`From the next run on: ${fromNextRun.join(', ')}.`];
  const found = newFindings === undefined ? [] : [`It brings ${sayFindings(newFindings)}: see Findings.`];
  return [`Done: ${said}.`, when, ...later, ...found].join(' ');
}
