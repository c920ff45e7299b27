import { destinationAt } from '../network/destination.ts';
import type { JudgedEndpoint } from '../network/policy-context.ts';
import { speaks } from '../network/service.ts';
import { routeOf } from '../network/split-tunnel.ts';
import { judgeByPhases } from './judge-phases.ts';
import type { VerdictClass } from './verdict.ts';
import { carriesTraffic, type End, reasonOutside, type Walk } from './walk.ts';

/** An address and port that an attempt comes to once its name is known. */
export type Endpoint = JudgedEndpoint & { readonly byLocalProxy?: true };

/** Route, origin, then what Gateway and Access say. */
export function judgeEndpoint(walk: Walk, endpoint: Endpoint): End {
  const { state, trace } = walk;
  const { address, port, protocol, byLocalProxy = false } = endpoint;
  walk.policy = undefined;
  walk.limit = undefined;
  const found = destinationAt(state.environment, address);
  const name = found === undefined ? {} : { name: found.name };
  trace.push({ step: 'destination', address, port, protocol, ...name });
  if (found === undefined) return { outcome: 'refused', class: 'unknown-destination', stage: 'route' };

  const carries = byLocalProxy ? [...carriesTraffic, 'local-proxy'] : carriesTraffic;
  const outside = reasonOutside(walk, carries) ?? leavesBySplitTunnel(walk, endpoint);
  if (outside !== undefined) {
    return { outcome: 'bypassed', class: found.destination.outside ? 'none' : outside, stage: 'route' };
  }
  const { up, ports } = found.destination;
  const service = ports[String(port)];
  const answers = up && (protocol === 'icmp' || (service !== undefined && speaks(service, protocol)));
  trace.push({ step: 'origin', answers });
  if (!answers) return { outcome: 'unreachable', class: 'origin', stage: 'origin' };
  return judgeByPhases(walk, endpoint);
}

function leavesBySplitTunnel({ state, trace }: Walk, { address, host }: Endpoint): VerdictClass | undefined {
  const { mode, splitTunnel } = state.environment.client;
  // What a program hands to the client's own proxy has no route that could lead around it.
  if (mode === 'local-proxy') return undefined;
  const route = routeOf(splitTunnel, address, host);
  trace.push({ step: 'route', address, ...route });
  return route.inTunnel ? undefined : 'split-tunnel';
}
