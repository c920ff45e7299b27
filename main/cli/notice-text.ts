import type { ResultOf } from '../../app/bridge/contract.ts';
import { saySpan } from '../../app/time/span.ts';
import { sayStamp } from './clock.ts';
import { alignRows, joinParagraphs } from './text.ts';

/** The ledger, one row for each notice that came due. */
export function sayNotices(notices: ResultOf<'notices'>): string[][] {
  return notices.map(({ at, policy, fate, why, delivery, refusedSince, host, actor }) => [
    sayStamp(at),
    policy.name,
    [fate, why].filter((part) => part !== undefined).join(': '),
    `${actor === undefined ? '' : `${actor} to `}${host}`,
    refusedSince === 0 ? '' : `${refusedSince} refused since`,
    delivery === undefined ? '' : `on this computer: ${delivery}`,
  ]);
}

/** One row for each design of the notice. */
export function sayTrials(trials: ResultOf<'notice.compare'>): string {
  const after = (seconds: number | undefined, otherwise: string) =>
    seconds === undefined ? otherwise : saySpan(seconds * 1000);
  const rows = trials.map(({ design, refusedAfterSeconds, seenAfterSeconds, unawareForSeconds, notices }) => [
    design,
    after(refusedAfterSeconds, 'never'),
    after(seenAfterSeconds, 'never'),
    after(unawareForSeconds, refusedAfterSeconds === undefined ? '' : 'to the end'),
    String(notices),
  ]);
  return joinParagraphs(
    [
      'Four weeks from a sign-in, with nobody signing in again.',
      'The day is the person’s own, or an office day (assumed): work 8:00 to 17:30, a meeting at 9:00, lunch at 12:00.',
    ],
    alignRows([['', 'first refused', 'first seen', 'unaware for', 'notices'], ...rows]),
  );
}
