import type { State } from '../session/state.ts';

/** The code that the client shows under its status, when it shows one; an expired session has none (DOMAIN.md §5.5). */
export function clientCode({ registration, device, client }: State): string | undefined {
  if (!client.connected) return undefined;
  if (registration?.status !== 'active') return 'CF_REGISTRATION_MISSING';
  return device.online ? undefined : 'CF_NO_NETWORK';
}
