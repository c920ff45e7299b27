import { createServer, type OnReadOpts, type Socket } from 'node:net';
import type { Names } from '../../app/network/private-dns.ts';
import { needMore, type Parsed } from '../../app/wire/parsed.ts';
import { socks4Version } from '../../app/wire/socks4.ts';
import { socksVersion } from '../../app/wire/socks5.ts';
import { createBurstLog } from './burst-log.ts';
import { type FlowBytes, FlowTable } from './flow-table.ts';
import {
  type Authority,
  type Datagrams,
  type GatewayLimits,
  type GatewayParts,
  standardLimits,
} from './gateway-parts.ts';
import { Handshake } from './handshake.ts';
import { HeldSockets } from './held-sockets.ts';
import { createHttpProxy } from './http-proxy.ts';
import { createInspector } from './inspector.ts';
import type { Interceptor } from './interceptor.ts';
import { LimitedClients } from './limited-clients.ts';
import { closeServer, type ListenReport, listenNear, loopback } from './listen-near.ts';
import { describeFault, type Log } from './log.ts';
import { makePac } from './pac.ts';
import { ReadBuffers } from './reused-buffer.ts';
import { SocketSet } from './sockets.ts';
import { serveSocks } from './socks.ts';
import { serveSocks4 } from './socks4.ts';

export type GatewayOptions = {
  readonly interceptor: Interceptor;
  /** The port to take when it is free; 40000, as WARP's local proxy (DOMAIN.md §5.1 fact 2). */
  readonly port?: number;
  readonly limits?: Partial<GatewayLimits>;
  readonly log: Log;
  /** Which destinations there are. */
  environment(): Names;
  /** With `onread` the socket is paused. */
  connect(destination: string, port: number, onread?: OnReadOpts): Promise<Socket>;
  readonly datagrams: Datagrams;
  /** Its certificate is served for `curl --cacert`. */
  readonly authority: Authority;
};

export type Gateway = {
  start(): Promise<ListenReport>;
  /** Cuts every connection and frees the port. */
  stop(): Promise<void>;
  /** The engine ended a flow: both its sockets are reset. Unknown flows are left alone. */
  closeFlow(flowId: string): void;
  /** What crossed each open flow so far. */
  flowBytes(): ReadonlyMap<string, FlowBytes>;
  /** Open client connections, those held in silence, and flows. */
  counts(): { readonly clients: number; readonly held: number; readonly flows: number };
};

/** One port of 127.0.0.1 that speaks SOCKS4, SOCKS5 and HTTP proxy; the first byte tells which. */
export function createGateway({ interceptor, port: wanted = 40_000, ...options }: GatewayOptions): Gateway {
  const log = createBurstLog(options.log);
  const limits = { ...standardLimits, ...options.limits };
  const clients = new SocketSet();
  const upstreams = new SocketSet();
  const held = new HeldSockets(limits);
  const flows = new FlowTable({
    touched: (flowId) => interceptor.touchFlow(flowId),
    ended: (flowId) => interceptor.closeFlow(flowId),
  });
  const associations = new Set<Socket>();
  const readBuffers = new ReadBuffers();
  const { authority, datagrams } = options;
  const handshakes = new LimitedClients(limits.handshakes, () =>
    log.warn(`a client that asked for nothing was cut off: there are ${limits.handshakes} others`),
  );
  const shared = {
    interceptor,
    log,
    limits,
    held,
    flows,
    handshakes,
    associations,
    connect,
    readBuffers,
    datagrams,
    authority,
  };
  const parts: GatewayParts = { ...shared, inspect: createInspector(shared) };
  let address = '';
  const serveHttp = createHttpProxy(parts, {
    address: () => address,
    pac: () => makePac(options.environment(), address),
    certificate: () => authority.certificate(),
  });
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    clients.add(client);
    handshakes.add(client);
    serve(client).catch((fault: unknown) => {
      log.info(`a client of the proxy was cut off: ${describeFault(fault)}`);
      client.destroy();
    });
  });

  async function connect(destination: string, port: number, onread?: OnReadOpts): Promise<Socket> {
    const upstream = await options.connect(destination, port, onread);
    upstreams.add(upstream);
    return upstream;
  }

  async function serve(client: Socket): Promise<void> {
    const handshake = new Handshake(client, limits.handshake);
    const first = await handshake.read(peekByte);
    if (first === undefined) return;
    if (first === socksVersion) return serveSocks(parts, handshake);
    if (first === socks4Version) return serveSocks4(parts, handshake);
    serveHttp(handshake.end());
    client.resume();
  }

  return {
    async start() {
      const report = await listenNear(server, wanted);
      address = `${loopback}:${report.port}`;
      return report;
    },
    async stop() {
      const closed = closeServer(server);
      await Promise.all([clients.destroyAll(), upstreams.destroyAll(), closed]);
      log.close();
    },
    closeFlow: (flowId) => flows.cut(flowId),
    flowBytes: () => flows.bytes(),
    counts: () => ({ clients: clients.size, held: held.size, flows: flows.size }),
  };
}

function peekByte([byte]: Uint8Array): Parsed<number> {
  return byte === undefined ? needMore : { status: 'ok', value: byte, length: 0 };
}
