import type { Socket } from 'node:net';

/**
 * At most so many clients of a kind, those that have not said yet what they want, say. One more, and the one that has been
 * here for longest is cut off: a flood of silent ones must not keep out those that speak.
 */
export class LimitedClients {
  /** Oldest first. An array, since sockets come and go: see `OpenSocket`. */
  readonly #clients: Socket[] = [];
  readonly #atMost: number;
  readonly #onCut: () => void;

  constructor(atMost: number, onCut: () => void) {
    this.#atMost = atMost;
    this.#onCut = onCut;
  }

  add(client: Socket): void {
    this.#clients.push(client);
    client.on('close', () => this.release(client));
    if (this.#clients.length <= this.#atMost) return;
    this.#clients.shift()?.destroy();
    this.#onCut();
  }

  /** It does not count any more. */
  release(client: Socket): void {
    const at = this.#clients.indexOf(client);
    if (at >= 0) this.#clients.splice(at, 1);
  }
}
