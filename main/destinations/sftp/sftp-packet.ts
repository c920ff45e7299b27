import type { Entry, FileChanges, FileFacts } from './memory-files.ts';

/** Reads the fields of one packet in turn (draft-ietf-secsh-filexfer-02, §3). Throws where it is too short. */
export class PacketReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  byte(): number {
    this.#at += 1;
    return this.#bytes.readUInt8(this.#at - 1);
  }

  number(): number {
    this.#at += 4;
    return this.#bytes.readUInt32BE(this.#at - 4);
  }

  /** Nothing here is longer than what a number holds exactly. */
  long(): number {
    const value = this.number() * 2 ** 32 + this.number();
    return Math.min(value, Number.MAX_SAFE_INTEGER);
  }

  bytes(): Buffer {
    const length = this.number();
    const found = this.#bytes.subarray(this.#at, this.#at + length);
    if (found.length < length) throw new RangeError('the packet is too short');
    this.#at += length;
    return found;
  }

  /** One character for each byte, so that every name comes back as it was. */
  text(): string {
    return this.bytes().toString('latin1');
  }

  attributes(): FileChanges {
    const flags = this.number();
    const size = flags & 1 ? this.long() : undefined;
    // Who owns a file is heard and not kept.
    if (flags & 2) [this.number(), this.number()];
    const mode = flags & 4 ? this.number() : undefined;
    const times = flags & 8 ? [this.number(), this.number()] : [];
    return { size, mode, modifiedAt: times[1] };
  }
}

export function writeVersion(): Buffer {
  return writePacket(2, number(3), text('posix-rename@openssh.com'), text('1'));
}

export function writeStatus(id: number, status: number, message: string): Buffer {
  return writePacket(101, number(id), number(status), text(message), text('en'));
}

export function writeHandle(id: number, handle: number): Buffer {
  return writePacket(102, number(id), string(number(handle)));
}

export function writeData(id: number, bytes: Buffer): Buffer {
  return writePacket(103, number(id), string(bytes));
}

export function writeNames(id: number, entries: readonly (Entry & { readonly line: string })[]): Buffer {
  const parts = entries.flatMap(({ name, line, facts }) => [text(name), text(line), attributes(facts)]);
  return writePacket(104, number(id), number(entries.length), ...parts);
}

export function writeAttributes(id: number, facts: FileFacts): Buffer {
  return writePacket(105, number(id), attributes(facts));
}

const anybody = 1000;

function attributes({ mode, size, modifiedAt }: FileFacts): Buffer {
  const fields = [0, size, anybody, anybody, mode, modifiedAt, modifiedAt];
  return Buffer.concat([number(15), ...fields.map(number)]);
}

function writePacket(type: number, ...fields: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from([type]), ...fields]);
  return string(body);
}

function string(bytes: Buffer): Buffer {
  return Buffer.concat([number(bytes.length), bytes]);
}

function text(value: string): Buffer {
  return string(Buffer.from(value, 'latin1'));
}

function number(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}
