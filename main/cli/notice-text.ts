import type { ResultOf } from '../../app/bridge/contract.ts';
import { sayStamp } from './clock.ts';

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
