import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

type Deadline = { timer: NodeJS.Timeout | undefined; owed: number };

/** A client that is owed no answer must ask something in time, however slowly it writes; else it is cut off. */
export class HeadDeadlines {
  readonly #deadlines = new WeakMap<Socket, Deadline>();
  readonly #within: number;

  constructor(within: number) {
    this.#within = within;
  }

  set(client: Socket): void {
    this.#deadlines.set(client, { timer: this.#start(client), owed: 0 });
    client.once('close', () => this.lift(client));
  }

  /** The client asked: it may be silent until it has its answer. */
  owe(client: Socket, response: ServerResponse): void {
    const deadline = this.#deadlines.get(client);
    if (deadline === undefined) return;
    clearTimeout(deadline.timer);
    deadline.owed += 1;
    response.once('close', () => {
      deadline.owed -= 1;
      if (deadline.owed === 0 && !client.destroyed) deadline.timer = this.#start(client);
    });
  }

  /** The connection is no HTTP connection any more. */
  lift(client: Socket): void {
    clearTimeout(this.#deadlines.get(client)?.timer);
    this.#deadlines.delete(client);
  }

  #start(client: Socket): NodeJS.Timeout {
    return setTimeout(() => client.destroy(), this.#within);
  }
}
