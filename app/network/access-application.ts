import type { AccessApplication, Environment } from '../environment/environment.ts';
import type { Millis } from '../time/instant.ts';
import { isAtPlace } from './place.ts';

type Found = {
  readonly name: string;
  /** The session age that it refuses from; absent: it has no limit of its own. */
  readonly limit?: Millis;
};

/** The first Access application that an endpoint belongs to. `host` is the name or address that was asked for. */
export function applicationAt(
  { access }: Environment,
  { address, host, port }: { readonly address: string; readonly host: string; readonly port: number },
): Found | undefined {
  const found = Object.entries(access.applications).find(
    ([, { destinations, ports }]) =>
      (ports?.includes(port) ?? true) && destinations.some((place) => isAtPlace(place, address, host)),
  );
  if (found === undefined) return undefined;
  const [name, application] = found;
  const limit = limitOf(access, application);
  return { name, ...(limit === undefined ? {} : { limit }) };
}

/** An application's own choice outranks the organisation's (DOMAIN.md §1.5 facts 33 and 34). */
function limitOf(access: Environment['access'], application: AccessApplication): Millis | undefined {
  const isOn = application.usesClientSession ?? access.appliesToAll;
  return isOn ? (application.clientSession ?? access.clientSession) : undefined;
}
