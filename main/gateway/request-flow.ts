import type { ConnectionAttempt } from '../../app/session/command.ts';
import type { GatewayParts } from './gateway-parts.ts';
import type { ConnectionDecision } from './interceptor.ts';

/**
 * Asks the engine about a connection, which becomes a flow when it is let through; `cut` is how the engine ends it.
 * `undefined`: as many flows are open as may be, so that the engine was not asked.
 */
export async function requestFlow(
  { interceptor, flows, limits, log }: Pick<GatewayParts, 'interceptor' | 'flows' | 'limits' | 'log'>,
  attempt: ConnectionAttempt,
  cut: () => void,
): Promise<ConnectionDecision | undefined> {
  if (!flows.reserve(limits.flows)) {
    log.warn(`a connection was refused: ${limits.flows} are open, which is as many as may be`);
    return undefined;
  }
  try {
    const decision = await interceptor.requestConnection(attempt, { hold: true });
    if (decision.flowId !== undefined) flows.open(decision.flowId, cut);
    return decision;
  } finally {
    flows.release();
  }
}
