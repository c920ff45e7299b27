import type { Environment } from '../environment/environment.ts';
import { browserFacts } from '../network/browser-facts.ts';
import { destinationNamed } from '../network/destination.ts';
import { routeOf } from '../network/split-tunnel.ts';
import type { ConnectionAttempt } from '../session/command.ts';
import { judgeConnection } from '../session/judge.ts';
import type { State } from '../session/state.ts';
import type { Millis } from '../time/instant.ts';

/** A page that a sign-in needs: that of the team domain leads to that of the provider (DOMAIN.md §1.4 fact 26). */
export type SignInPage = 'team' | 'provider';

/** Where a page of the sign-in is met; `undefined` when it lies beyond everything emulated. */
export function hostOfPage({ team, identity }: Environment, page: SignInPage): string | undefined {
  return page === 'team' ? team.domain : identity.host;
}

/** What the browser does to load a page of the sign-in. */
export function attemptAtPage(host: string): ConnectionAttempt {
  return { host, port: 443, protocol: 'tcp', facts: browserFacts('https', host) };
}

/**
 * Whether a sign-in passes around the tunnel: in Include mode without the team domain or the provider among the entries
 * (DOMAIN.md §1.4 fact 27, assumption A9). In Exclude mode the documents say nothing of it, so it counts as passing.
 */
export function passesAround(state: State, at: Millis): boolean {
  const { environment } = state;
  const { splitTunnel, mode } = environment.client;
  if (splitTunnel.mode !== 'include' || !environment.assumptions.includeNeedsProvider) return false;
  // In this mode domains can't be listed, so only addresses can carry the pages (fact 27).
  const byAddressOnly = mode === 'traffic-only';
  return (['team', 'provider'] as const).some((page) => {
    const host = hostOfPage(environment, page);
    if (host === undefined) return false;
    const address = destinationNamed(environment, host)?.destination.address;
    if (address === undefined) return byAddressOnly || !routeOf(splitTunnel, '', host).inTunnel;
    return judgeConnection(state, attemptAtPage(host), at, { useCache: false }).verdict.outcome === 'bypassed';
  });
}
