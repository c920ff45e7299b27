import type { Environment } from '../environment/environment.ts';
import { ipValue } from '../expression/address.ts';
import { bytesOf, type ExpressionContext, type Ip } from '../expression/value.ts';
import { type JudgedEndpoint, policyContext } from '../network/policy-context.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';
import type { FirstMatch, Phase, Ruleset } from '../policy/ruleset.ts';
import type { Protocol } from '../session/command.ts';
import { engineVersion } from '../session/engine-version.ts';
import { evolve } from '../session/evolve.ts';
import { judgeConnection } from '../session/judge.ts';
import type { State } from '../session/state.ts';
import type { Judgement } from '../session/walk.ts';

/** The environment as it stands when its run begins, with the client connected. */
export function freshState(environment: Environment): State {
  const at = environment.clock.startAt;
  const state = evolve(undefined, { at, type: 'run-started', engine: engineVersion, environment });
  return { ...state, client: { connected: true } };
}

export function judgeAt(state: State, host: string, port: number, protocol: Protocol): Judgement['verdict'] {
  return judgeConnection(state, { host, port, protocol }, state.at, { useCache: false }).verdict;
}

/** The policy of a phase that a destination of the environment meets, for the person as they are when the run begins. */
export function matchIn(
  ruleset: Ruleset,
  { environment, session }: State,
  phase: Phase,
  endpoint: JudgedEndpoint,
): CompiledPolicy | undefined {
  return ruleset.firstMatch(phase, policyContext(endpoint, { environment, session })).matched;
}

/** The network policy for a destination of which nothing but its address is known. */
export function matchAt(ruleset: Ruleset, address: string | Ip, port: number, protocol: 'tcp' | 'udp'): FirstMatch {
  const ip = typeof address === 'string' ? ipValue(address) : address;
  const context: ExpressionContext = new Map<string, number | Ip | ReturnType<typeof bytesOf>>([
    ['net.dst.port', port],
    ['net.protocol', bytesOf(protocol)],
    ['net.onramp.type', bytesOf('device_client')],
    ...(ip === undefined ? [] : [['net.dst.ip', ip] as const]),
  ]);
  return ruleset.firstMatch('l4', context);
}
