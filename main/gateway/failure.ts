import type { FailureSurface } from '../../app/environment/environment.ts';
import type { Verdict } from '../../app/session/verdict.ts';
import type { SocksReply } from '../../app/wire/socks5.ts';

/** What a program sees of an attempt that does not get through. */
export type Failure =
  /** The connection is accepted and no byte ever comes. */
  | { readonly kind: 'silence' }
  /** A refusal in the proxy's own words. `slow`: after the time that an unreachable destination takes. */
  | { readonly kind: 'answer'; readonly socks: SocksReply; readonly status: 403 | 502 | 504; readonly slow: boolean };

const refusal = { kind: 'answer', socks: 'not-allowed', status: 403, slow: false } as const;
const deadOrigin = { kind: 'answer', socks: 'host-unreachable', status: 502, slow: true } as const;
const noSuchName = { kind: 'answer', socks: 'host-unreachable', status: 502, slow: false } as const;
const noRoute = { kind: 'answer', socks: 'network-unreachable', status: 504, slow: true } as const;

/** The failure surface of a verdict that does not let through (DESIGN.md §3). */
export function failureOf(verdict: Verdict, surface: FailureSurface): Failure {
  // Nothing stands there to be faithful to, whatever the surface: the program is told at once.
  if (verdict.class === 'unknown-destination') return refusal;
  if (verdict.outcome === 'refused') return surface === 'explain' ? refusal : { kind: 'silence' };
  if (verdict.class === 'origin') return deadOrigin;
  if (verdict.class === 'dns') return noSuchName;
  return noRoute;
}

/** An origin that was thought to be there and did not take the connection. */
export const originFailure: Failure = { ...deadOrigin, slow: false };
