import type { OnReadOpts, Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Environment } from '../../app/environment/environment.ts';
import { type LoopbackPort, readLoopback } from '../../app/environment/upstream.ts';
import { loopback } from '../gateway/listen-near.ts';
import { describeFault, type Log } from '../gateway/log.ts';
import { createCertificateAuthority, type ServerCertificate } from './certificates.ts';
import { type DestinationServer, type ServerPlan, startDestinationServer } from './destination-server.ts';
import { answerAsPublicDns } from './dns-over-https.ts';
import { createRepositories } from './git/repositories.ts';
import { createMemoryFiles, type MemoryFiles } from './sftp/memory-files.ts';
import { makeHostKey } from './ssh-host.ts';
import { connectTo, createUpstreams } from './upstreams.ts';

export type DestinationsOptions = {
  readonly log: Log;
  /** The emulated world as it is now. */
  environment(): Environment;
  /** Virtual time. */
  now(): number;
  /** Where the emulated resolver listens; a `dns` port leads there. */
  resolver(): LoopbackPort;
  /** Where the identity provider listens; `undefined` while there is none. */
  issuer(): string | undefined;
  /** Whether a port of 127.0.0.1 is ours, so that no upstream may lead there: a connection would come back to us. */
  isOwnPort(port: number): boolean;
};

export type Destinations = {
  /**
   * Connects to what stands for a destination's port; with `onread` the socket is paused. Rejects when nothing does, or the
   * destination is down.
   */
  connect(destination: string, port: number, onread?: OnReadOpts): Promise<Socket>;
  /** Where the datagrams to a port go; `undefined` when nothing takes any there. */
  datagrams(destination: string, port: number): Promise<LoopbackPort | undefined>;
  /** Where on loopback it stands; starts it when it has not been asked for before. */
  address(destination: string, port: number): Promise<LoopbackPort>;
  /** Stops what the environment has no more; to be called when the environment changed. */
  follow(): Promise<void>;
  /** Puts away what clients have left there, repositories and files: another run begins with none of it. */
  forget(): Promise<void>;
  /** The authority that signed every HTTPS destination, as PEM. */
  certificate(): Promise<string>;
  /** A certificate of that authority for a host, with its key; a host gets one for as long as the emulator runs. */
  issue(host: string): Promise<ServerCertificate>;
  stop(): Promise<void>;
};

type Running = { readonly plan: ServerPlan; readonly server: Promise<DestinationServer> };

/** Where a port leads when no server of ours stands for it. */
type Elsewhere = { readonly to: LoopbackPort; readonly upstream: boolean };

const keptCertificates = 500;

/** The emulated private places as real servers on loopback, each started when it is first asked for. */
export function startDestinations(options: DestinationsOptions): Destinations {
  const { environment, log, now, resolver, issuer, isOwnPort } = options;
  const authority = createCertificateAuthority();
  let madeKey: Promise<string> | undefined;
  const hostKey = () => {
    madeKey ??= makeHostKey();
    return madeKey;
  };
  const repositories = createRepositories(() => environment().clock.startAt);
  const files = new Map<string, MemoryFiles>();
  const filesOf = (destination: string) => {
    const known = files.get(destination) ?? createMemoryFiles(now);
    files.set(destination, known);
    return known;
  };
  const ask = (message: Buffer) => answerAsPublicDns(environment, message);
  const world = { authority, hostKey, ask, now, issuer, repositories, filesOf, team: () => environment().team };
  const stopping = new AbortController();
  const running = new Map<string, Running>();
  const upstreams = createUpstreams();
  /** Read before: reading an address takes as long as much else of a connection. */
  const places = new Map<string, LoopbackPort>();
  const issued = new Map<string, Promise<ServerCertificate>>();

  function planOf(destination: string, port: number): ServerPlan | Elsewhere {
    const { destinations } = environment();
    const found = Object.hasOwn(destinations, destination) ? destinations[destination] : undefined;
    const kind = found?.ports[String(port)];
    if (found === undefined || kind === undefined) throw new Error(`nothing stands for ${destination}:${port}`);
    if (!found.up) throw new Error(`${destination} is down`);
    if (kind === 'dns') return { to: resolver(), upstream: false };
    if (typeof kind !== 'string') return { to: readUpstream(`${destination}:${port}`, kind.upstream), upstream: true };
    return { kind, name: destination, port, host: found.host, address: found.address };
  }

  function readUpstream(key: string, text: string): LoopbackPort {
    const to = places.get(text) ?? readLoopback(text);
    if (to !== undefined) places.set(text, to);
    if (to !== undefined && !isOwnPort(to.port)) return to;
    throw new Error(`${key} leads to ${text}, which is a port of the emulator itself; choose another one`);
  }

  async function address(destination: string, port: number): Promise<LoopbackPort> {
    const plan = planOf(destination, port);
    if ('to' in plan) return plan.to;
    const key = `${destination}:${port}`;
    const known = running.get(key);
    if (known !== undefined && isSame(known.plan, plan)) return { host: loopback, port: (await known.server).port };
    if (known !== undefined) void stopOne(key, known);
    const server = startDestinationServer(plan, world);
    running.set(key, { plan, server });
    try {
      return { host: loopback, port: (await server).port };
    } catch (fault) {
      if (running.get(key)?.server === server) running.delete(key);
      log.warn(`${key} could not be put on loopback: ${describeFault(fault)}`);
      throw fault;
    }
  }

  async function stopOne(key: string, { server }: Running): Promise<void> {
    running.delete(key);
    const started = await server.catch(() => undefined);
    await started?.stop();
  }

  return {
    address,
    async connect(destination, port, onread) {
      const plan = planOf(destination, port);
      const { delay = 0 } = environment().destinations[destination] ?? {};
      if (delay > 0) await setTimeout(delay, undefined, { signal: stopping.signal });
      if ('to' in plan && plan.upstream) return upstreams.connect(`${destination}:${port}`, plan.to, onread);
      return connectTo(await address(destination, port), onread);
    },
    async datagrams(destination, port) {
      const plan = planIfAny(destination, port);
      const takesAny = plan !== undefined && ('to' in plan || plan.kind === 'udp-echo');
      return takesAny ? address(destination, port) : undefined;
    },
    async follow() {
      const gone = [...running].filter(([, { plan }]) => !isSame(plan, planIfAny(plan.name, plan.port)));
      const stopped = gone.map(([key, one]) => stopOne(key, one));
      await Promise.all([...stopped, upstreams.follow(leadsTo)]);
    },
    async forget() {
      files.clear();
      await repositories.forget();
    },
    certificate: () => authority.certificate(),
    issue: (host) => issueOnce(host),
    async stop() {
      stopping.abort();
      const stopped = [...running].map(([key, one]) => stopOne(key, one));
      await Promise.all([...stopped, upstreams.follow(() => false)]);
      await repositories.stop();
    },
  };

  function leadsTo(key: string, { host, port }: LoopbackPort): boolean {
    const at = key.lastIndexOf(':');
    const plan = planIfAny(key.slice(0, at), Number(key.slice(at + 1)));
    return plan !== undefined && 'to' in plan && plan.to.host === host && plan.to.port === port;
  }

  function issueOnce(host: string): Promise<ServerCertificate> {
    const known = issued.get(host) ?? authority.issue([host]);
    issued.set(host, known);
    // A client may name any host; what stands here is for those of the environment, and a little more.
    if (issued.size > keptCertificates) issued.delete(issued.keys().next().value ?? host);
    return known;
  }

  function planIfAny(destination: string, port: number): ServerPlan | Elsewhere | undefined {
    try {
      return planOf(destination, port);
    } catch {
      return undefined;
    }
  }
}

function isSame(one: ServerPlan, other: ServerPlan | Elsewhere | undefined): boolean {
  if (other === undefined || 'to' in other) return false;
  return one.kind === other.kind && one.host === other.host && one.address === other.address;
}
