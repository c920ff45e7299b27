import type { Emulator } from '../app/emulator.ts';
import type { FailureSurface } from '../app/environment/environment.ts';
import type { Log } from './adapters/log.ts';
import type { Preferences } from './adapters/preferences.ts';
import type { Closing } from './closing.ts';
import { type Destinations, startDestinations } from './destinations/destinations.ts';
import { createDnsService } from './gateway/dns.ts';
import type { Interceptor } from './gateway/interceptor.ts';
import { type ListenReport, loopback } from './gateway/listen-near.ts';
import { createGateway } from './gateway/listener.ts';
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
  readonly addresses: { readonly proxy: string; readonly dns: string; readonly pac: string };
  readonly remarks: readonly string[];
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
  const dns = createDnsService({ interceptor, log: log.child('dns'), ...wanted(ports.dns) });
  const dnsReport = await dns.start();
  closing.add(() => dns.stop());
  const destinations = startDestinations({
    log: log.child('destinations'),
    environment: () => emulator.state.environment,
    now: () => emulator.now,
    resolver: () => ({ host: loopback, port: dnsReport.port }),
  });
  closing.add(() => destinations.stop());
  followEnvironment(emulator, destinations, log);
  const gateway = createGateway({
    interceptor,
    log: log.child('gateway'),
    environment: () => emulator.state.environment,
    connect: (destination, port) => destinations.connect(destination, port),
    certificate: () => destinations.certificate(),
    ...wanted(ports.proxy),
  });
  const proxyReport = await gateway.start();
  closing.add(() => gateway.stop());

  const proxy = { host: loopback, port: proxyReport.port };
  const server = { host: loopback, port: dnsReport.port };
  const proxyAddress = `${loopback}:${proxyReport.port}`;
  return {
    addresses: { proxy: proxyAddress, dns: `${loopback}:${dnsReport.port}`, pac: `http://${proxyAddress}/proxy.pac` },
    remarks: [...remarkOnPort('the proxy', proxyReport), ...remarkOnPort('DNS', dnsReport)],
    visit: (url) => visit({ proxy, url, certificate: () => destinations.certificate() }),
    resolve: (name, type) => resolveOverNetwork({ server, name, type }),
    closeFlow: (flowId) => gateway.closeFlow(flowId),
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

function wanted(port: number | undefined): { readonly port?: number } {
  return port === undefined ? {} : { port };
}

function remarkOnPort(what: string, { port, wanted: asked, taken }: ListenReport): readonly string[] {
  return taken ? [`Port ${asked} is taken, so ${what} listens on ${port}.`] : [];
}
