import type { Socket } from 'node:net';
import { reset } from './sockets.ts';

type Held = { readonly timer: NodeJS.Timeout; ended: boolean };

/**
 * Connections that are not answered for a long time (DESIGN.md §3). Each ends after `heldFor` of real time; above `atMost`, first one whose client has finished sending (it is probably gone), else the oldest.
 */
export class HeldSockets {
  readonly #held = new Map<Socket, Held>();
  readonly #heldFor: number;
  readonly #atMost: number;

  constructor({ heldFor, heldAtMost }: { readonly heldFor: number; readonly heldAtMost: number }) {
    this.#heldFor = heldFor;
    this.#atMost = heldAtMost;
  }

  get size(): number {
    return this.#held.size;
  }

  /**
   * What the client sends is taken and dropped, as by a network that acknowledges and never answers. `farewell` comes in
   * the end. Without one the connection is reset: an ordinary end would be an empty answer to many programs, and netcat
   * would keep the ssh that it serves waiting for ever.
   */
  hold(socket: Socket, farewell: () => void = () => reset(socket)): void {
    if (socket.destroyed || this.#held.has(socket)) return;
    const timer = setTimeout(() => {
      this.#held.delete(socket);
      farewell();
    }, this.#heldFor);
    const held: Held = { timer, ended: socket.readableEnded };
    this.#held.set(socket, held);
    socket.once('end', () => {
      held.ended = true;
    });
    socket.once('close', () => {
      clearTimeout(held.timer);
      this.#held.delete(socket);
    });
    socket.resume();
    if (this.#held.size > this.#atMost) this.#evict();
  }

  #evict(): void {
    const [oldest] = this.#held.keys();
    const finished = [...this.#held].find(([, { ended }]) => ended)?.[0];
    const evicted = finished ?? oldest;
    if (evicted === undefined) return;
    this.#held.delete(evicted);
    reset(evicted);
  }
}
