import type { OnReadOpts } from 'node:net';
import type { Duplex } from 'node:stream';

/** As much as Node reads at once. */
const size = 64 * 1024;

/** Buffers that are free to be read into; so many stay for the next connections. */
export class ReadBuffers {
  readonly #free: Buffer[] = [];
  readonly #atMost: number;

  constructor(atMost: number) {
    this.#atMost = atMost;
  }

  take(): Buffer {
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(size);
  }

  give(buffer: Buffer): void {
    if (this.#free.length < this.#atMost) this.#free.push(buffer);
  }
}

/**
 * One buffer that all of a connection is read into. A stream takes a new one for each chunk, which the C library gives back
 * to the kernel and fetches again page by page, and which V8 collects its whole heap for.
 */
export class ReusedBuffer {
  readonly #buffers: ReadBuffers;
  readonly #buffer: Buffer;
  #pass: (length: number) => boolean = () => true;

  constructor(buffers: ReadBuffers) {
    this.#buffers = buffers;
    this.#buffer = buffers.take();
  }

  /** For the connection, which has to be paused until `passOn`. */
  get onread(): OnReadOpts {
    return { buffer: this.#buffer, callback: (length) => this.#pass(length) };
  }

  /** Writes to `to` what is read from now on; reading waits until it is out of the buffer. */
  passOn(from: Duplex, to: Duplex, count: (length: number) => void): void {
    let waits = false;
    const written = () => {
      if (!waits || to.writableLength > 0) return;
      waits = false;
      from.resume();
    };
    this.#pass = (length) => {
      count(length);
      to.write(this.#buffer.subarray(0, length), written);
      waits = to.writableLength > 0;
      return !waits;
    };
    from.resume();
  }

  /** Neither reads into it nor writes out of it any more. */
  free(): void {
    this.#buffers.give(this.#buffer);
  }
}
