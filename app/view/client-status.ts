import type { State } from '../session/state.ts';
import { connectionStatus } from './snapshot.ts';

/** What `warp-cli status` would tell, and no more (DOMAIN.md §5.6 fact 37). */
export function clientStatusOf(state: State): { status: string; reason?: string } {
  const status = connectionStatus(state);
  if (status === 'Disconnected') return { status, reason: 'Manual Disconnection' };
  if (status === 'Connected') return { status };
  return { status, reason: state.registration?.status !== 'active' ? 'Registration Missing' : 'No network' };
}
