import type { Socket } from 'node:net';
import type { Parsed } from '../../app/wire/parsed.ts';

/** Longer than any message of SOCKS4 or SOCKS5. */
const longestMessage = 1024;

/** What a client said is no message that can stand there; the message is fit for a log line. */
class HandshakeFault extends Error {}

/**
 * What a client says before its bytes are passed on, message by message. Each message has to come within so many real
 * milliseconds. The listeners stay from the first message to the last: new ones for each cost as much as the decision.
 */
export class Handshake {
  readonly #client: Socket;
  readonly #timer: NodeJS.Timeout;
  #said: Buffer = Buffer.alloc(0);
  #look: (() => void) | undefined;

  constructor(client: Socket, within: number) {
    this.#client = client;
    this.#timer = setTimeout(() => client.destroy(), within);
    client.on('data', this.#hear).on('end', this.#leave).on('close', this.#leave);
  }

  /**
   * The next message; `undefined` when the client left, took too long or said too much, and its socket is closed then.
   * Throws when it says nonsense. One at a time.
   */
  read<T>(parse: (bytes: Uint8Array) => Parsed<T>): Promise<T | undefined> {
    this.#timer.refresh();
    return new Promise((resolve, reject) => {
      const look = () => {
        if (this.#client.destroyed) return this.#settle(() => resolve(undefined));
        const parsed = parse(this.#said);
        if (parsed.status === 'malformed') return this.#settle(() => reject(new HandshakeFault(parsed.why)));
        if (parsed.status === 'ok') {
          this.#said = this.#said.subarray(parsed.length);
          return this.#settle(() => resolve(parsed.value));
        }
        if (this.#said.length >= longestMessage) this.#leave();
      };
      this.#look = look;
      look();
    });
  }

  say(bytes: Uint8Array): void {
    this.#client.write(bytes);
  }

  /**
   * Gives the client back, paused, with what it said beyond the last message still to be read. To be called in the turn
   * in which that message came: an end that is on its way would overtake what is put back.
   */
  end(): Socket {
    const client = this.#client;
    clearTimeout(this.#timer);
    client.off('data', this.#hear).off('end', this.#leave).off('close', this.#leave);
    client.pause();
    if (this.#said.length > 0 && !client.destroyed) client.unshift(this.#said);
    return client;
  }

  #settle(answer: () => void): void {
    this.#look = undefined;
    answer();
  }

  readonly #hear = (chunk: Buffer): void => {
    this.#said = this.#said.length === 0 ? chunk : Buffer.concat([this.#said, chunk]);
    this.#look?.();
  };

  readonly #leave = (): void => {
    clearTimeout(this.#timer);
    this.#client.destroy();
    this.#look?.();
  };
}
