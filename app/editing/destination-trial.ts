import type { Destination, Environment } from '../environment/environment.ts';
import { Refusal } from '../errors.ts';
import type { ExpressionContext } from '../expression/value.ts';
import { policyContext } from '../network/policy-context.ts';
import { usualAttempt } from '../network/service.ts';
import type { ConnectionAttempt } from '../session/command.ts';
import { identityOf } from '../session/judge-phases.ts';
import type { State } from '../session/state.ts';

/** A destination of the environment, by its key, at one of its ports. */
export type Against = { readonly destination: string; readonly port: number };

/** An attempt at a destination as a usual client makes it. */
export function attemptAt(environment: Environment, { destination, port }: Against): ConnectionAttempt {
  const { host, ports } = destinationOf(environment, destination);
  return usualAttempt(host, port, ports[String(port)]);
}

/** What policies may know of such an attempt under another environment than the one in force. */
export function contextAgainst(state: State, environment: Environment, against: Against): ExpressionContext {
  const { address } = destinationOf(environment, against.destination);
  const session = identityOf({ ...state, environment });
  return policyContext({ ...attemptAt(environment, against), address }, { environment, session });
}

function destinationOf({ destinations }: Environment, name: string): Destination {
  const found = Object.hasOwn(destinations, name) ? destinations[name] : undefined;
  if (found !== undefined) return found;
  throw new Refusal('no-destination', `There is no destination “${name}”. Choose another one.`);
}
