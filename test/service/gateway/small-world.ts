import type { Destination, Environment } from '../../../app/environment/environment.ts';
import { addressRecord } from '../../../app/network/dns-record.ts';
import { type Destinations, startDestinations } from '../../../main/destinations/destinations.ts';
import { createDnsService } from '../../../main/gateway/dns.ts';
import type { GatewayLimits } from '../../../main/gateway/gateway-parts.ts';
import type { LookupDecision } from '../../../main/gateway/interceptor.ts';
import { createGateway, type Gateway } from '../../../main/gateway/listener.ts';
import { type ScriptedInterceptor, scriptInterceptor, verdict } from './scripted-interceptor.ts';

export type SmallWorld = {
  readonly interceptor: ScriptedInterceptor;
  readonly gateway: Gateway;
  readonly destinations: Destinations;
  readonly proxy: { readonly host: string; readonly port: number };
  readonly dns: { readonly host: string; readonly port: number };
  /** `host:port` of the proxy. */
  readonly at: string;
  readonly lines: string[];
  environment: Environment;
  stop(): Promise<void>;
};

export const virtualNow = Date.UTC(2026, 2, 9, 9, 1, 12);

/** The gateway, the resolver and the destinations on free ports, before a scripted engine that allows what it knows. */
export async function startSmallWorld(limits: Partial<GatewayLimits> = {}): Promise<SmallWorld> {
  const lines: string[] = [];
  const log = { info: (line: string) => void lines.push(line), warn: (line: string) => void lines.push(`! ${line}`) };
  const interceptor = scriptInterceptor({
    decide({ host, port }) {
      const found = Object.entries(world.environment.destinations).find(([, each]) =>
        [each.host, each.address].includes(host),
      );
      if (found !== undefined) {
        const { address } = found[1];
        return { verdict: verdict(), surface: 'faithful', address, target: { destination: found[0], port } };
      }
      return { verdict: verdict({ outcome: 'unreachable', class: 'unknown-destination' }), surface: 'faithful' };
    },
    answer({ name, recordType }): LookupDecision {
      const found = Object.values(world.environment.destinations).find(({ host }) => host === name);
      if (found === undefined) return { verdict: verdict(), surface: 'faithful', answer: { kind: 'no-such-name' } };
      const answer = { kind: 'records', records: [addressRecord(name, found.address)], timeToLive: 60_000 } as const;
      return { verdict: verdict(), surface: 'faithful', answer: recordType === 'A' ? answer : { kind: 'no-data' } };
    },
  });
  const dnsService = createDnsService({ interceptor, port: 0, log });
  const dns = { host: '127.0.0.1', port: (await dnsService.start()).port } as const;
  const destinations = startDestinations({
    environment: () => world.environment,
    log,
    now: () => virtualNow,
    resolver: () => dns,
    issuer: () => undefined,
    isOwnPort: (port) => port === world.proxy.port,
  });
  const gateway = createGateway({
    interceptor,
    port: 0,
    limits,
    log,
    environment: () => world.environment,
    connect: (destination, port, onread) => destinations.connect(destination, port, onread),
    datagrams: destinations.datagrams,
    authority: destinations,
  });
  const { port } = await gateway.start();
  const world: SmallWorld = {
    interceptor,
    gateway,
    destinations,
    proxy: { host: '127.0.0.1', port },
    dns,
    at: `127.0.0.1:${port}`,
    lines,
    environment: makeEnvironment(),
    async stop() {
      await gateway.stop();
      await dnsService.stop();
      await destinations.stop();
    },
  };
  return world;
}

const destination = (host: string, address: string, ports: Destination['ports']): Destination => ({
  host,
  address,
  ports,
  up: true,
  delay: 0,
  outside: false,
  facts: {},
});

export function makeEnvironment(): Environment {
  return {
    version: 1,
    name: 'small',
    team: { name: 'Acme', domain: 'acme' },
    clock: { startAt: virtualNow },
    people: {},
    device: {
      name: 'laptop',
      os: 'linux',
      enrolment: 'manual',
      registration: 'active',
      browser: true,
      clockSkew: 0,
      posture: {},
      facts: {},
    },
    client: {
      generation: 'classic',
      mode: 'traffic-and-dns',
      connected: true,
      allowedToLeave: true,
      switchLocked: false,
      autoConnect: 0,
      splitTunnel: { mode: 'exclude', entries: [] },
    },
    policies: [],
    lists: [],
    warnings: [],
    destinations: {
      wiki: destination('wiki.corp.internal', '10.20.0.10', { '80': 'http', '443': 'https' }),
      git: destination('git.corp.internal', '10.20.0.30', { '22': 'tcp-echo' }),
      six: destination('six.corp.internal', 'fd00::6', { '80': 'http' }),
      dns1: destination('ns.corp.internal', '10.0.0.53', { '53': 'dns' }),
    },
    dns: { localDomainFallback: [], records: [], timeToLive: 60_000 },
    identity: {
      prompt: 'none',
      mfa: 'none',
      locked: [],
      denied: [],
      trouble: 'none',
      scim: false,
      browser: { rememberedFor: 0 },
    },
    notification: { channel: 'none', permission: 'granted' },
    person: { atDesk: true, doNotDisturb: false, screenLocked: false, day: [] },
    actors: {},
    gateway: { surface: 'faithful', tlsDecryption: false },
    access: { appliesToAll: false, applications: {} },
    whatIf: { onWake: false, banner: false, gracePeriod: 0 },
    assumptions: {
      expiry: 'at-duration',
      noticeScope: 'episode',
      noticeComes: 'with-refusal',
      unseenNoticeIsUsed: true,
      accessReturnsAfter: 0,
      policyEditDelay: 0,
      deviceEditDelay: 0,
      includeNeedsProvider: true,
      noIdentityFails: true,
      refreshIdentityRenews: true,
      tokenTolerance: 60_000,
      icmpIsChecked: false,
      tcpIdleLimit: 28_800_000,
    },
  };
}
