import type { Verdict } from '../../app/session/verdict.ts';
import type { Count } from './count-relayed.ts';
import { crowdedFailure, type Failure, failureOf, originFailure } from './failure.ts';
import { type AbsoluteTarget, attemptOf, relayOf } from './forward.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { letsThrough } from './interceptor.ts';
import { requestFlow } from './request-flow.ts';
import { reset } from './sockets.ts';
import { outOfWorld } from './tunnel.ts';
import { passUpgrade, refuseUpgrade, type UpgradeRequest, upgradeHeaders } from './upgrade.ts';

/** Decides one upgrade of a proxy client and passes it on to the emulated origin; the flow lasts as long as what follows. */
export async function forwardUpgrade(parts: GatewayParts, to: AbsoluteTarget, upgrade: UpgradeRequest): Promise<void> {
  const { flows } = parts;
  const { request, client } = upgrade;
  const decision = await requestFlow(parts, attemptOf(to, request), () => reset(client));
  if (decision === undefined) return refuseUpgrade(parts, upgrade, crowdedFailure, 'too-many-flows', to.host);
  const { verdict, surface, target, flowId } = decision;
  const ended = () => flowId !== undefined && flows.end(flowId);
  const fail = (failure: Failure, why: Verdict) => {
    ended();
    return refuseUpgrade(parts, upgrade, failure, why, to.host);
  };

  if (!letsThrough(verdict)) return fail(failureOf(verdict, surface), verdict);
  if (target === undefined) return fail(...outOfWorld(verdict));
  const down = { ...verdict, outcome: 'unreachable', class: 'origin' } as const;
  const upstream = await parts.connect(target.destination, target.port).catch(() => undefined);
  if (upstream === undefined) return fail(originFailure, down);
  if (flowId !== undefined) {
    flows.open(flowId, () => {
      reset(client);
      reset(upstream);
    });
  }
  const relay = relayOf(to, request, upgradeHeaders(request));
  const count: Count = (direction, length) => flowId !== undefined && flows.count(flowId, direction, length);
  await passUpgrade({ request, client, upstream, relay, count, ended }).catch(() => {
    upstream.destroy();
    return fail(originFailure, down);
  });
}
