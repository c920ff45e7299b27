import type { FailureSurface } from '../../app/environment/environment.ts';
import type { Verdict } from '../../app/session/verdict.ts';
import type { SocksReply } from '../../app/wire/socks5.ts';

/** What a program sees of an attempt that does not get through. */
export type Failure =
  /** The connection is accepted and no byte ever comes. */
  | { readonly kind: 'silence' }
  /** The connection is accepted and ends: with a reset, or as if everything had been said. */
  | { readonly kind: 'reset' }
  | { readonly kind: 'close' }
  | AnswerFailure;

/** A refusal in the proxy's own words; `after` the time that it takes to find out. */
export type AnswerFailure = {
  readonly kind: 'answer';
  readonly socks: SocksReply;
  readonly status: 403 | 502 | 503 | 504;
  readonly after: 'at-once' | 'unreachable' | 'timeout';
};

const refusal = { kind: 'answer', socks: 'not-allowed', status: 403, after: 'at-once' } as const;
const deadOrigin = { kind: 'answer', socks: 'host-unreachable', status: 502, after: 'unreachable' } as const;
const noSuchName = { kind: 'answer', socks: 'host-unreachable', status: 502, after: 'at-once' } as const;
const noRoute = { kind: 'answer', socks: 'network-unreachable', status: 504, after: 'unreachable' } as const;
const neverConnected = { kind: 'answer', socks: 'host-unreachable', status: 504, after: 'timeout' } as const;

/** What each surface makes of a refusal (DESIGN.md §3). */
const refusals: Readonly<Record<FailureSurface, Failure>> = {
  faithful: { kind: 'silence' },
  reset: { kind: 'reset' },
  close: { kind: 'close' },
  timeout: neverConnected,
  explain: refusal,
};

/** The failure of a verdict that does not let through. */
export function failureOf(verdict: Verdict, surface: FailureSurface): Failure {
  // Nothing stands there to be faithful to, whatever the surface: the program is told at once.
  if (verdict.class === 'unknown-destination') return refusal;
  if (verdict.outcome === 'refused') return refusals[surface];
  if (verdict.class === 'origin') return deadOrigin;
  if (verdict.class === 'dns') return noSuchName;
  return noRoute;
}

/** As many flows are open as may be. */
export const crowdedFailure = { kind: 'answer', socks: 'general-failure', status: 503, after: 'at-once' } as const;

/** An origin that was thought to be there and did not take the connection. */
export const originFailure: Failure = { ...deadOrigin, after: 'at-once' };
