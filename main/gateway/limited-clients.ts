import type { Socket } from 'node:net';

/**
 * At most so many clients of a kind, those that have not said yet what they want, say. One more, and the one that has been
 * here for longest is cut off: a flood of silent ones must not keep out those that speak.
 */
export class LimitedClients {
  readonly #clients = new Set<Socket>();
  readonly #atMost: number;
  readonly #onCut: () => void;

  constructor(atMost: number, onCut: () => void) {
    this.#atMost = atMost;
    this.#onCut = onCut;
  }

  add(client: Socket): void {
    this.#clients.add(client);
    client.once('close', () => this.#clients.delete(client));
    const [oldest] = this.#clients;
    if (this.#clients.size <= this.#atMost || oldest === undefined) return;
    this.#clients.delete(oldest);
    oldest.destroy();
    this.#onCut();
  }

  /** It does not count any more. */
  release(client: Socket): void {
    this.#clients.delete(client);
  }
}
