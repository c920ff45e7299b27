import { writeSync } from 'node:fs';
import { open } from 'node:fs/promises';

/** What the log needs of an open file; tests hand in one that fails. */
export type OpenFile = {
  write(bytes: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>;
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
};

export type FileOpener = (path: string, flags: 'r+' | 'w') => Promise<OpenFile>;

/** Longer writes than this leave the main thread. */
const shortWrite = 64 * 1024;

/**
 * Short writes are done at once: they go to the system's cache, and asking another thread to do one costs many times the
 * write itself.
 */
export const openRealFile: FileOpener = async (path, flags) => {
  const handle = await open(path, flags, 0o600);
  return {
    write: async (bytes, offset, length, position) =>
      length > shortWrite
        ? handle.write(bytes, offset, length, position)
        : { bytesWritten: writeSync(handle.fd, bytes, offset, length, position) },
    datasync: () => handle.datasync(),
    truncate: (length) => handle.truncate(length),
    close: () => handle.close(),
  };
};

/** The segment that is being written. It grows by whole appends: one that fails leaves nothing behind. */
export class SegmentFile {
  readonly path: string;
  readonly number: number;
  readonly #file: OpenFile;
  #length: number;
  #lineCount: number;
  #hasDebris = false;

  constructor(place: { path: string; number: number }, file: OpenFile, content: { length: number; lineCount: number }) {
    this.path = place.path;
    this.number = place.number;
    this.#file = file;
    this.#length = content.length;
    this.#lineCount = content.lineCount;
  }

  get length(): number {
    return this.#length;
  }

  get lineCount(): number {
    return this.#lineCount;
  }

  async append(bytes: Uint8Array, lineCount: number, durable: boolean): Promise<void> {
    if (this.#hasDebris) await this.#clear();
    try {
      await writeAll(this.#file, bytes, this.#length);
      if (durable) await this.#file.datasync();
    } catch (fault) {
      this.#hasDebris = true;
      // When this fails too, the next append tries again before it writes.
      await this.#clear().catch(() => undefined);
      throw fault;
    }
    this.#length += bytes.length;
    this.#lineCount += lineCount;
  }

  sync(): Promise<void> {
    return this.#file.datasync();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #clear(): Promise<void> {
    await this.#file.truncate(this.#length);
    this.#hasDebris = false;
  }
}

export async function writeAll(file: OpenFile, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    if (bytesWritten === 0) throw Object.assign(new Error('nothing was written'), { code: 'EIO' });
    written += bytesWritten;
  }
}
