import type { OnReadOpts } from 'node:net';
import type { Duplex } from 'node:stream';

/** Most connections say little; one that fills a small buffer gets one as large as what Node reads at once. */
const sizes = { small: 4 * 1024, large: 64 * 1024 } as const;

/** Of each size so many stay for the next connections: 17 MiB in all. */
const keptAtMost = 256;

/** Buffers that are free to be read into. */
export class ReadBuffers {
  readonly #free: Readonly<Record<keyof typeof sizes, Buffer[]>> = { small: [], large: [] };

  take(size: keyof typeof sizes): Buffer {
    return this.#free[size].pop() ?? Buffer.allocUnsafeSlow(sizes[size]);
  }

  give(buffer: Buffer): void {
    const free = this.#free[buffer.length === sizes.small ? 'small' : 'large'];
    if (free.length < keptAtMost) free.push(buffer);
  }
}

/**
 * One buffer that all of a connection is read into. A stream takes a new one for each chunk, which the C library gives back
 * to the kernel and fetches again page by page, and which V8 collects its whole heap for.
 */
export class ReusedBuffer {
  readonly #buffers: ReadBuffers;
  #buffer: Buffer;
  #pass: (length: number) => boolean = () => true;

  constructor(buffers: ReadBuffers) {
    this.#buffers = buffers;
    this.#buffer = buffers.take('small');
  }

  /** For the connection, which has to be paused until `passOn`. */
  get onread(): OnReadOpts {
    return { buffer: () => this.#buffer, callback: (length) => this.#pass(length) };
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
      const buffer = this.#buffer;
      to.write(buffer.subarray(0, length), written);
      waits = to.writableLength > 0;
      // The small one is left alone: it may still be written from.
      if (length === sizes.small && buffer.length === length) this.#buffer = this.#buffers.take('large');
      return !waits;
    };
    from.resume();
  }

  /** Neither reads into it nor writes out of it any more. */
  free(): void {
    this.#buffers.give(this.#buffer);
  }
}
