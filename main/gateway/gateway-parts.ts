import type { OnReadOpts, Socket } from 'node:net';
import type { FlowTable } from './flow-table.ts';
import type { HeldSockets } from './held-sockets.ts';
import type { Inspector } from './inspector.ts';
import type { Interceptor } from './interceptor.ts';
import type { LimitedClients } from './limited-clients.ts';
import type { Log } from './log.ts';
import type { ReadBuffers } from './reused-buffer.ts';
import type { ProxyAddress } from './socks-client.ts';

/** What answers the datagrams to a destination's port: where on loopback it listens; `undefined` when nothing does. */
export type Datagrams = (destination: string, port: number) => Promise<ProxyAddress | undefined>;

/** Real milliseconds, unless it says otherwise. */
export type GatewayLimits = {
  /** How long a refused connection is held open without an answer (DESIGN.md §3). */
  readonly heldFor: number;
  /** How many of these at once. */
  readonly heldAtMost: number;
  /** How long an unreachable destination takes to say so. */
  readonly unreachableAfter: number;
  /** How long a client may take to say what it wants. */
  readonly handshake: number;
  /** How long a client may stay silent before it is decided without its bytes. */
  readonly firstBytesWithin: number;
  /** How many flows may be open at once; a further connection is refused. */
  readonly flows: number;
  /** How many clients may be at saying what they want. */
  readonly handshakes: number;
  /** How many UDP associations at once, and how many places each may send to before it forgets the oldest. */
  readonly udpAssociations: number;
  readonly udpDestinations: number;
};

export const standardLimits: GatewayLimits = {
  heldFor: 30_000,
  heldAtMost: 500,
  unreachableAfter: 1000,
  handshake: 15_000,
  firstBytesWithin: 300,
  flows: 4000,
  handshakes: 1000,
  udpAssociations: 200,
  udpDestinations: 64,
};

/** What the parts of the gateway share. */
export type GatewayParts = {
  readonly interceptor: Interceptor;
  readonly log: Log;
  readonly limits: GatewayLimits;
  readonly held: HeldSockets;
  readonly flows: FlowTable;
  /** Those that have not said yet what they want. */
  readonly handshakes: LimitedClients;
  /** Connects to what stands for a destination; the socket allows half-open connections, and with `onread` it is paused. */
  connect(destination: string, port: number, onread?: OnReadOpts): Promise<Socket>;
  readonly readBuffers: ReadBuffers;
  /** Clients that have a UDP association. */
  readonly associations: Set<Socket>;
  readonly datagrams: Datagrams;
  readonly authority: Authority;
  readonly inspect: Inspector;
};

/** The throw-away authority that the HTTPS destinations' certificates come from. */
export type Authority = {
  /** Its own certificate, as PEM. */
  certificate(): Promise<string>;
  /** A key and a certificate, as PEM, for a host name or an address. */
  issue(host: string): Promise<{ readonly key: string; readonly cert: string }>;
};
