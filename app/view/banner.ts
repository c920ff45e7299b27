import { isExpired } from '../session/expiry.ts';
import type { State } from '../session/state.ts';
import type { Millis } from '../time/instant.ts';

/**
 * Whether the client's home screen asks for a sign-in: from 2026.6.822 on (DOMAIN.md §5.4 fact 19). The documents don't say
 * when it appears; here it does with the first refusal, as the notice does, and goes with the sign-in.
 */
export function hasBanner({ environment, registration, session, notices }: State, at: Millis): boolean {
  const { client, policies, assumptions, whatIf } = environment;
  if (session === undefined || registration?.status !== 'active') return false;
  if (client.generation !== 'banner' && !whatIf.banner) return false;
  if (session.staleSince !== undefined) return true;
  const told = notices.findLast(({ kind, episode }) => kind === 'expired' && episode === session.episode);
  const duration = policies.find(({ id }) => id === told?.policyId)?.checkSession?.duration;
  return duration !== undefined && isExpired(session, duration, assumptions, at);
}
