import { FileFault, sftpStatus } from './file-fault.ts';
import { writeListLine } from './list-line.ts';
import { type MemoryFile, readFacts } from './memory-file.ts';
import type { Entry, MemoryFiles } from './memory-files.ts';
import {
  PacketReader,
  writeAttributes,
  writeData,
  writeHandle,
  writeNames,
  writeStatus,
  writeVersion,
} from './sftp-packet.ts';

export type SftpSession = {
  /** The answer to one packet, without its length in front. Throws when it is no packet of the protocol. */
  answer(packet: Buffer): Buffer;
};

type Handle =
  | {
      readonly kind: 'file';
      readonly file: MemoryFile;
      readonly read: boolean;
      readonly write: boolean;
      readonly append: boolean;
    }
  | { readonly kind: 'folder'; readonly left: Entry[] };

const mostHandles = 64;
const longestRead = 64 * 1024;
const entriesAtOnce = 50;

/** Version 3 of the protocol (draft-ietf-secsh-filexfer-02), without links. `tell`: says something beside it, once. */
export function createSftpSession(files: MemoryFiles, tell: (words: string) => void): SftpSession {
  const handles = new Map<number, Handle>();
  let begun = false;
  let told = false;
  let last = 0;

  function keep(handle: Handle): number {
    if (handles.size >= mostHandles) throw new FileFault('failure', 'Too many files are open.');
    last = (last + 1) % 2 ** 32;
    handles.set(last, handle);
    return last;
  }

  function find(bytes: Buffer): Handle {
    const handle = bytes.length === 4 ? handles.get(bytes.readUInt32BE()) : undefined;
    if (handle === undefined) throw new FileFault('failure', 'This file is not open.');
    return handle;
  }

  function findFile(bytes: Buffer) {
    const handle = find(bytes);
    if (handle.kind === 'folder') throw new FileFault('failure', 'This is a folder.');
    return handle;
  }

  function open(id: number, packet: PacketReader): Buffer {
    const [path, flags, { mode }] = [packet.text(), packet.number(), packet.attributes()];
    const how = { create: (flags & 8) !== 0, truncate: (flags & 16) !== 0, exclusive: (flags & 32) !== 0, mode };
    if (handles.size >= mostHandles) throw new FileFault('failure', 'Too many files are open.');
    const file = files.open(path, how);
    const access = { read: (flags & 1) !== 0, write: (flags & 2) !== 0, append: (flags & 4) !== 0 };
    return writeHandle(id, keep({ kind: 'file', file, ...access }));
  }

  function read(id: number, packet: PacketReader): Buffer {
    const [{ file, read: may }, offset, length] = [findFile(packet.bytes()), packet.long(), packet.number()];
    if (!may) throw new FileFault('failure', 'This file is open for writing only.');
    const bytes = file.read(offset, Math.min(length, longestRead));
    return bytes.length === 0 ? writeStatus(id, sftpStatus.eof, 'This is the end.') : writeData(id, bytes);
  }

  function write(id: number, packet: PacketReader): Buffer {
    const [{ file, write: may, append }, offset, bytes] = [findFile(packet.bytes()), packet.long(), packet.bytes()];
    if (!may) throw new FileFault('failure', 'This file is open for reading only.');
    file.write(append ? file.size : offset, bytes);
    return done(id);
  }

  function readFolder(id: number, packet: PacketReader): Buffer {
    const handle = find(packet.bytes());
    if (handle.kind === 'file') throw new FileFault('failure', 'This is no folder.');
    const entries = handle.left.splice(0, entriesAtOnce);
    if (entries.length === 0) return writeStatus(id, sftpStatus.eof, 'This is the end.');
    return writeNames(
      id,
      entries.map((entry) => ({ ...entry, line: writeListLine(entry) })),
    );
  }

  function realPath(id: number, packet: PacketReader): Buffer {
    const name = files.resolve(packet.text());
    return writeNames(id, [{ name, line: name, facts: { mode: 0, size: 0, modifiedAt: 0 } }]);
  }

  function extend(id: number, packet: PacketReader): Buffer {
    if (packet.text() !== 'posix-rename@openssh.com') throw new FileFault('unsupported');
    files.rename(packet.text(), packet.text(), { replace: true });
    return done(id);
  }

  const does = (act: (packet: PacketReader) => void) => (id: number, packet: PacketReader) => {
    act(packet);
    return done(id);
  };
  const facts = (id: number, packet: PacketReader) => writeAttributes(id, files.facts(packet.text()));
  const requests: Readonly<Record<number, (id: number, packet: PacketReader) => Buffer>> = {
    3: open,
    4: does((packet) => {
      const handle = packet.bytes();
      find(handle);
      handles.delete(handle.readUInt32BE());
    }),
    5: read,
    6: write,
    7: facts,
    8: (id, packet) => writeAttributes(id, readFacts(findFile(packet.bytes()).file)),
    9: does((packet) => files.change(packet.text(), packet.attributes())),
    10: does((packet) => findFile(packet.bytes()).file.change(packet.attributes())),
    11: (id, packet) => writeHandle(id, keep({ kind: 'folder', left: [...files.list(packet.text())] })),
    12: readFolder,
    13: does((packet) => files.remove(packet.text())),
    14: does((packet) => files.makeFolder(packet.text())),
    15: does((packet) => files.removeFolder(packet.text())),
    16: realPath,
    17: facts,
    18: does((packet) => files.rename(packet.text(), packet.text())),
    200: extend,
  };

  return {
    answer(bytes) {
      const packet = new PacketReader(bytes);
      const type = packet.byte();
      if ((type === 1) === begun) throw new RangeError('the first packet, and no other, begins the session');
      begun = true;
      if (type === 1) return writeVersion();
      const id = packet.number();
      try {
        const request = requests[type];
        if (request === undefined) throw new FileFault('unsupported');
        return request(id, packet);
      } catch (fault) {
        if (!(fault instanceof FileFault)) throw fault;
        // Real clients show no more of a status than its number in words.
        if (fault.why === 'full' && !told) tell(fault.message);
        told ||= fault.why === 'full';
        return writeStatus(id, fault.status, fault.message);
      }
    },
  };
}

function done(id: number): Buffer {
  return writeStatus(id, sftpStatus.ok, '');
}
