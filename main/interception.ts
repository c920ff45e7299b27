import type { Emulator } from '../app/emulator.ts';
import type { FailureSurface } from '../app/environment/environment.ts';
import type { Log } from './adapters/log.ts';
import type { Preferences } from './adapters/preferences.ts';
import type { Closing } from './closing.ts';
import { type Destinations, startDestinations } from './destinations/destinations.ts';
import { createDnsService } from './gateway/dns.ts';
import type { Interceptor } from './gateway/interceptor.ts';
import { loopback } from './gateway/listen-near.ts';
import { createGateway } from './gateway/listener.ts';
import { startMovable } from './gateway/movable.ts';
import { type Resolution, resolveOverNetwork } from './gateway/resolve-client.ts';
import { type Visit, visit } from './gateway/visit.ts';

export type InterceptionParts = {
  readonly emulator: Emulator;
  readonly preferences: Preferences;
  readonly log: Log;
  /** What refused programs see, whatever the environment says. */
  readonly surface?: FailureSurface;
};

export type Interception = {
  /** As they are now. */
  readonly addresses: { readonly proxy: string; readonly dns: string; readonly pac: string };
  readonly remarks: readonly string[];
  /**
   * Moves to other ports; 0 takes any. What was open on the old one is cut; answers what there is to say about that.
   * Throws a `Refusal` (`port-taken`) when a port can't be had: everything stays where it was then.
   */
  relisten(ports: { readonly proxy?: number; readonly dns?: number }): Promise<readonly string[]>;
  /** Tries a URL through the listener, as a program would. */
  visit(url: string): Promise<Visit>;
  /** Asks the DNS listener, as a program would. */
  resolve(name: string, type: string): Promise<Resolution>;
  closeFlow(flowId: string): void;
};

/** Starts what programs are pointed at: the proxy port, DNS, and the emulated destinations behind them. */
export async function startInterception(parts: InterceptionParts, closing: Closing): Promise<Interception> {
  const { emulator, log } = parts;
  const { ports } = parts.preferences.values;
  const interceptor = interceptorOf(parts);
  const environment = () => emulator.state.environment;
  const dns = await startMovable('DNS', ports.dns, (port) =>
    createDnsService({ interceptor, log: log.child('dns'), ...port }),
  );
  closing.add(() => dns.service.stop());
  const destinations = startDestinations({
    ...{ log: log.child('destinations'), environment },
    now: () => emulator.now,
    resolver: () => ({ host: loopback, port: dns.port }),
  });
  closing.add(() => destinations.stop());
  followEnvironment(emulator, destinations, log);
  const proxy = await startMovable('the proxy', ports.proxy, (port) =>
    createGateway({
      ...{ interceptor, environment, log: log.child('gateway') },
      connect: (destination, to) => destinations.connect(destination, to),
      certificate: () => destinations.certificate(),
      ...port,
    }),
  );
  closing.add(() => proxy.service.stop());
  return {
    get addresses() {
      const proxyAddress = `${loopback}:${proxy.port}`;
      return { proxy: proxyAddress, dns: `${loopback}:${dns.port}`, pac: `http://${proxyAddress}/proxy.pac` };
    },
    get remarks() {
      return [...proxy.remarks, ...dns.remarks];
    },
    relisten: async (wanted) => {
      const cut = wanted.proxy === undefined ? 0 : proxy.service.counts().flows;
      if (wanted.dns !== undefined) await dns.move(wanted.dns);
      if (wanted.proxy !== undefined && (await proxy.move(wanted.proxy)) && cut > 0) {
        return [
          `${cut === 1 ? '1 open connection was' : `${cut} open connections were`} cut. Connect again on the new port.`,
        ];
      }
      return [];
    },
    visit: (url) =>
      visit({ proxy: { host: loopback, port: proxy.port }, url, certificate: () => destinations.certificate() }),
    resolve: (name, type) => resolveOverNetwork({ server: { host: loopback, port: dns.port }, name, type }),
    closeFlow: (flowId) => proxy.service.closeFlow(flowId),
  };
}

function interceptorOf({ emulator, surface, log }: InterceptionParts): Interceptor {
  const override = surface === undefined ? {} : { surface };
  return {
    requestConnection: async (attempt, options) => ({
      ...(await emulator.requestConnection(attempt, options)),
      ...override,
    }),
    resolveName: async (attempt) => ({ ...(await emulator.resolveName(attempt)), ...override }),
    touchFlow: (flowId) => emulator.touchFlow(flowId),
    closeFlow: (flowId) => {
      emulator
        .closeFlow(flowId)
        .catch((fault: unknown) => log.error('a flow could not be ended', { fault: String(fault) }));
    },
    readsClientBytes: () => emulator.readsClientBytes(),
  };
}

/** What the environment has no more stops. */
function followEnvironment(emulator: Emulator, destinations: Destinations, log: Log): void {
  let known = emulator.state.environment;
  emulator.onChange(({ environment }) => {
    if (environment === known) return;
    known = environment;
    destinations.follow().catch((fault: unknown) => log.error('a destination did not stop', { fault: String(fault) }));
  });
}
