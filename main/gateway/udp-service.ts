import type { Environment } from '../../app/environment/environment.ts';
import type { Log } from './log.ts';
import type { ProxyAddress } from './socks-client.ts';

/** What answers the datagrams to a destination. */
export type UdpService = {
  /** Where on loopback it listens. */
  readonly at: ProxyAddress;
  /** The emulated address that its answers come from. */
  readonly address: string;
};

export type UdpServicesOptions = {
  readonly log: Log;
  environment(): Pick<Environment, 'destinations'>;
  /** Where the emulated resolver listens. */
  resolver(): ProxyAddress;
};

/** Finds what answers datagrams: the resolver at a `dns` port, and nothing else. That it is missing is said once. */
export function createUdpServices({ log, environment, resolver }: UdpServicesOptions) {
  const told = new Set<string>();
  return (destination: string, port: number): UdpService | undefined => {
    const { destinations } = environment();
    const found = Object.hasOwn(destinations, destination) ? destinations[destination] : undefined;
    if (found?.ports[String(port)] === 'dns') return { at: resolver(), address: found.address };
    if (!told.has(destination)) log.info(`${destination} answers no UDP on port ${port}: its datagrams are dropped`);
    told.add(destination);
    return undefined;
  };
}
