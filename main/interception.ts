import type { Emulator } from '../app/emulator.ts';
import type { FailureSurface } from '../app/environment/environment.ts';
import type { ConnectionAttempt } from '../app/session/command.ts';
import type { Log } from './adapters/log.ts';
import type { Preferences } from './adapters/preferences.ts';
import type { Closing } from './closing.ts';
import { type Destinations, startDestinations } from './destinations/destinations.ts';
import { createDnsService, type DnsService } from './gateway/dns.ts';
import type { FlowBytes } from './gateway/flow-table.ts';
import type { Interceptor } from './gateway/interceptor.ts';
import { loopback } from './gateway/listen-near.ts';
import { createGateway, type Gateway } from './gateway/listener.ts';
import { type Movable, startMovable } from './gateway/movable.ts';
import { makePac } from './gateway/pac.ts';
import { type Resolution, resolveOverNetwork } from './gateway/resolve-client.ts';
import { type Visit, visit } from './gateway/visit.ts';

export type InterceptionParts = {
  readonly emulator: Emulator;
  readonly preferences: Preferences;
  readonly log: Log;
  /** What refused programs see, whatever the environment says. */
  readonly surface?: FailureSurface;
  /** Where the identity provider listens; `undefined` before it does. */
  issuer(): string | undefined;
  /** Where the views are served; `undefined` where they are not, or not yet. */
  views(): string | undefined;
};

export type Interception = {
  /** As they are now. */
  readonly addresses: { readonly proxy: string; readonly dns: string; readonly pac: string };
  readonly remarks: readonly string[];
  /**
   * Takes other ports; 0 takes any. Throws a `Refusal` (`port-taken`) when one can't be had: nothing is taken then.
   */
  prepareMove(ports: { readonly proxy?: number; readonly dns?: number }): Promise<PreparedMove>;
  /** Tries a URL through the listener, as a program would. */
  visit(url: string): Promise<Visit>;
  /** Asks the DNS listener, as a program would. */
  resolve(name: string, type: string): Promise<Resolution>;
  closeFlow(flowId: string): void;
  /** Puts away what programs have left on the emulated destinations. */
  forget(): Promise<void>;
  /** What crossed each open flow since it opened; not part of the run. */
  flowBytes(): ReadonlyMap<string, FlowBytes>;
  /** What the PAC file says now. */
  pac(): string;
  /** The certificate of the throw-away authority, as PEM. */
  certificate(): Promise<string>;
};

export type PreparedMove = {
  /** Goes over to the ports. What was open on the old ones is cut; answers what there is to say about that. */
  commit(): Promise<readonly string[]>;
  /** Frees them again. */
  discard(): Promise<void>;
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
  const resolver = () => ({ host: loopback, port: dns.port }) as const;
  const destinations = startDestinations({
    ...{ log: log.child('destinations'), environment, resolver },
    now: () => emulator.now,
    issuer: parts.issuer,
    isOwnPort: (port) =>
      port === proxy.port || port === dns.port || leadsTo(parts.issuer(), port) || leadsTo(parts.views(), port),
  });
  closing.add(() => destinations.stop());
  followEnvironment(emulator, destinations, log);
  const proxy = await startMovable('the proxy', ports.proxy, (port) =>
    createGateway({
      ...{ interceptor, environment, log: log.child('gateway') },
      connect: (destination, to, onread) => destinations.connect(destination, to, onread),
      datagrams: (destination, to) => destinations.datagrams(destination, to),
      authority: destinations,
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
    prepareMove: (ports) => prepareMove(proxy, dns, ports),
    visit: (url) =>
      visit({ proxy: { host: loopback, port: proxy.port }, url, certificate: () => destinations.certificate() }),
    resolve: (name, type) => resolveOverNetwork({ server: { host: loopback, port: dns.port }, name, type }),
    closeFlow: (flowId) => proxy.service.closeFlow(flowId),
    forget: () => destinations.forget(),
    flowBytes: () => proxy.service.flowBytes(),
    pac: () => makePac(environment(), `${loopback}:${proxy.port}`),
    certificate: () => destinations.certificate(),
  };
}

async function prepareMove(
  proxy: Movable<Gateway>,
  dns: Movable<DnsService>,
  ports: Parameters<Interception['prepareMove']>[0],
): Promise<PreparedMove> {
  const dnsMove = ports.dns === undefined ? undefined : await dns.prepare(ports.dns);
  const proxyMove = await (ports.proxy === undefined ? undefined : proxy.prepare(ports.proxy))?.catch(
    async (fault: unknown) => {
      await dnsMove?.discard();
      throw fault;
    },
  );
  return {
    discard: async () => {
      await dnsMove?.discard();
      await proxyMove?.discard();
    },
    commit: async () => {
      const cut = proxy.service.counts().flows;
      await dnsMove?.commit();
      const hasMoved = (await proxyMove?.commit()) ?? false;
      if (!hasMoved || cut === 0) return [];
      const said = cut === 1 ? '1 open connection was' : `${cut} open connections were`;
      return [`${said} cut. Connect again on the new port.`];
    },
  };
}

function interceptorOf({ emulator, surface, log }: InterceptionParts): Interceptor {
  const override = surface === undefined ? {} : { surface };
  return {
    requestConnection: async (attempt, options) => ({
      ...(await emulator.requestConnection({ ...attempt, ...wayOf(emulator) }, options)),
      ...override,
    }),
    resolveName: async (attempt) => ({ ...(await emulator.resolveName(attempt)), ...override }),
    touchFlow: (flowId) => emulator.touchFlow(flowId),
    closeFlow: (flowId) => {
      emulator
        .closeFlow(flowId)
        .catch((fault: unknown) => log.error('a flow could not be ended', { fault: String(fault) }));
    },
    readsClientBytes: (port) => emulator.readsClientBytes(port),
    inspects: (port) => emulator.inspects(port),
    generation: () => emulator.state.environment.client.generation,
  };
}

/** In Local proxy mode our port stands for the client's own proxy, in any other for the tunnel. */
function wayOf({ state }: Emulator): Pick<ConnectionAttempt, 'byLocalProxy'> {
  return state.environment.client.mode === 'local-proxy' ? { byLocalProxy: true } : {};
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

/** Asked for each connection, so the address isn't taken apart. */
function leadsTo(url: string | undefined, port: number): boolean {
  return url !== undefined && (url.endsWith(`:${port}`) || url.includes(`:${port}/`));
}
