import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Authority } from '../../app/wire/http-target.ts';
import type { Direction } from './flow-table.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { letsThrough } from './interceptor.ts';
import { describeFault } from './log.ts';
import { requestFlow } from './request-flow.ts';

/** `socket` once it is let through; what comes before that waits. */
type Place = { readonly waiting: Uint8Array[]; socket?: UdpSocket; flowId?: string; ended: boolean };

const waitAtMost = 16;

/**
 * The places that one UDP association sends to. The first datagram to each is an attempt, and a flow when it is let
 * through; when it is not, the datagram is dropped and the next one is an attempt again.
 */
export class UdpDestinations {
  readonly #places = new Map<string, Place>();
  readonly #parts: GatewayParts;
  readonly #deliver: (from: Authority, data: Uint8Array) => void;

  constructor(parts: GatewayParts, deliver: (from: Authority, data: Uint8Array) => void) {
    this.#parts = parts;
    this.#deliver = deliver;
  }

  send(to: Authority, data: Uint8Array): void {
    const key = `${to.host} ${to.port}`;
    const known = this.#places.get(key);
    if (known === undefined) return this.#open(key, to, data);
    // The map keeps those first that have not been used for longest.
    this.#places.delete(key);
    this.#places.set(key, known);
    if (known.socket !== undefined) this.#pass(known, known.socket, data);
    else if (known.waiting.length < waitAtMost) known.waiting.push(data);
  }

  /** Ends every flow. */
  close(): void {
    for (const [key, place] of this.#places) this.#end(key, place);
  }

  #open(key: string, to: Authority, data: Uint8Array): void {
    if (this.#places.size >= this.#parts.limits.udpDestinations && !this.#evict()) return;
    const place: Place = { waiting: [data], ended: false };
    this.#places.set(key, place);
    this.#decide(key, to, place).catch((fault: unknown) => {
      this.#parts.log.warn(`a datagram failed: ${describeFault(fault)}`);
      this.#end(key, place);
    });
  }

  async #decide(key: string, to: Authority, place: Place): Promise<void> {
    const { datagrams } = this.#parts;
    const attempt = { host: to.host, port: to.port, protocol: 'udp' } as const;
    const decision = await requestFlow(this.#parts, attempt, () => this.#forget(key, place));
    if (decision === undefined) return this.#forget(key, place);
    const { verdict, target, address, flowId } = decision;
    if (flowId !== undefined) place.flowId = flowId;
    const isLet = letsThrough(verdict) && target !== undefined;
    const service = isLet ? await datagrams(target.destination, target.port) : undefined;
    if (place.ended || service === undefined) return this.#end(key, place);
    const socket = await connectUdp(service);
    if (place.ended) return void socket.close();
    place.socket = socket;
    socket.on('error', () => this.#end(key, place));
    socket.on('message', (message) => {
      this.#count(place, 'down', message.length);
      this.#deliver({ host: address ?? to.host, port: to.port }, message);
    });
    for (const data of place.waiting.splice(0)) this.#pass(place, socket, data);
  }

  #pass(place: Place, socket: UdpSocket, data: Uint8Array): void {
    this.#count(place, 'up', data.length);
    // What can't be sent is lost, as datagrams are.
    socket.send(data, () => undefined);
  }

  #count({ flowId }: Place, direction: Direction, length: number): void {
    if (flowId !== undefined) this.#parts.flows.count(flowId, direction, length);
  }

  /** Makes room; `false` when every place still awaits its decision. */
  #evict(): boolean {
    const [key, place] = [...this.#places].find(([, { socket }]) => socket !== undefined) ?? [];
    if (key === undefined || place === undefined) return false;
    this.#end(key, place);
    return true;
  }

  #end(key: string, place: Place): void {
    this.#forget(key, place);
    if (place.flowId !== undefined) this.#parts.flows.end(place.flowId);
  }

  #forget(key: string, place: Place): void {
    if (this.#places.get(key) === place) this.#places.delete(key);
    place.ended = true;
    place.socket?.close();
    delete place.socket;
  }
}

async function connectUdp({ host, port }: { readonly host: string; readonly port: number }): Promise<UdpSocket> {
  const socket = createSocket('udp4');
  try {
    socket.connect(port, host);
    await once(socket, 'connect');
    return socket;
  } catch (fault) {
    socket.close();
    throw fault;
  }
}
