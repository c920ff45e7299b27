import { FileFault } from './file-fault.ts';
import type { FileChanges, FileFacts } from './memory-files.ts';

/** What is left of the room that all files share. */
export type Quota = { bytes: number; entries: number };

export type MemoryFile = {
  readonly kind: 'file';
  /** May be longer than `size`; the rest is zero. */
  bytes: Buffer;
  size: number;
  mode: number;
  modifiedAt: number;
  removed: boolean;
  /** A copy of at most `length` bytes from there on; empty at and after the end. */
  read(offset: number, length: number): Buffer;
  write(offset: number, bytes: Buffer): void;
  change(changes: FileChanges): void;
};

const fileBit = 0o100000;

/** `now`: in whole seconds. */
export function makeFile(quota: Quota, now: () => number, mode = 0o644): MemoryFile {
  const file: MemoryFile = {
    kind: 'file',
    bytes: Buffer.alloc(0),
    size: 0,
    mode: mode & 0o7777,
    modifiedAt: now(),
    removed: false,
    read: (offset, length) => Buffer.from(file.bytes.subarray(offset, Math.min(offset + length, file.size))),
    write(offset, bytes) {
      if (file.removed) throw new FileFault('no-such-file');
      if (bytes.length === 0) return;
      if (offset + bytes.length > file.size) resize(file, offset + bytes.length, quota);
      bytes.copy(file.bytes, offset);
      file.modifiedAt = now();
    },
    change({ mode: newMode, size, modifiedAt }) {
      if (size !== undefined && file.removed) throw new FileFault('no-such-file');
      if (size !== undefined && size !== file.size) resize(file, size, quota);
      file.mode = (newMode ?? file.mode) & 0o7777;
      file.modifiedAt = modifiedAt ?? file.modifiedAt;
    },
  };
  return file;
}

export function readFacts({ mode, size, modifiedAt }: MemoryFile): FileFacts {
  return { mode: mode | fileBit, size, modifiedAt };
}

/** Makes it longer, with zeros, or shorter. Throws when that is more than is left. */
export function resize(file: MemoryFile, size: number, quota: Quota): void {
  const more = size - file.size;
  if (more > quota.bytes)
    throw new FileFault('full', 'The 16 MiB of the emulated host are full: remove something first.');
  if (size > file.bytes.length || size < file.size) {
    // Twice the size spares a copy with each write of a long upload.
    const bytes = Buffer.alloc(more > 0 ? Math.min(size * 2, file.size + quota.bytes) : size);
    file.bytes.copy(bytes, 0, 0, Math.min(file.size, size));
    file.bytes = bytes;
  }
  file.size = size;
  quota.bytes -= more;
}
