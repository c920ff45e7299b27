/** Reads big-endian fields in turn. Past the end it reads zeros and nothing, and `overrun` tells. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  #at = 0;
  #overrun = false;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get overrun(): boolean {
    return this.#overrun;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** An unsigned number of `size` bytes, at most 4. */
  number(size: number): number {
    return this.take(size).reduce((number, byte) => number * 256 + byte, 0);
  }

  take(length: number): Uint8Array {
    if (length > this.left) {
      this.#overrun = true;
      this.#at = this.#bytes.length;
      return new Uint8Array(0);
    }
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A vector that is preceded by its length in `size` bytes (RFC 8446 §3.4). */
  vector(size: number): Uint8Array {
    return this.take(this.number(size));
  }
}
