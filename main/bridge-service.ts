import type { BridgeService } from '../app/bridge/server.ts';
import type { RunningHost } from './compose.ts';

/** What answers the clients of this host, whichever way they reach it. */
export function createBridgeService({
  handlers,
  snapshots,
  log,
}: Pick<RunningHost, 'handlers' | 'snapshots' | 'log'>): BridgeService {
  const onFault: BridgeService['onFault'] = (fault, where) =>
    log.error(`fault in ${where}`, { fault: describeFault(fault) });
  return { handlers, snapshots, schedule, onFault };
}

/** In real time. */
export const schedule: BridgeService['schedule'] = (after, run) => {
  const timer = setTimeout(run, after);
  return () => clearTimeout(timer);
};

function describeFault(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
}
