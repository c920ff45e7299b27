import { posix } from 'node:path';
import { FileFault } from './file-fault.ts';
import { type MemoryFile, makeFile, type Quota, readFacts, resize } from './memory-file.ts';

export type FileFacts = {
  /** With the kind of file in it, as POSIX has it. */
  readonly mode: number;
  readonly size: number;
  /** In whole seconds. */
  readonly modifiedAt: number;
};

export type FileChanges = { readonly [name in keyof FileFacts]?: FileFacts[name] | undefined };

export type Entry = { readonly name: string; readonly facts: FileFacts };

export type OpenHow = {
  readonly create: boolean;
  readonly exclusive: boolean;
  readonly truncate: boolean;
  readonly mode?: number | undefined;
};

/** A small tree of files in memory. Names are bytes, one to a character. Everything throws a `FileFault`. */
export type MemoryFiles = {
  /** The absolute path; a relative one begins in `/home`. */
  resolve(path: string): string;
  facts(path: string): FileFacts;
  change(path: string, changes: FileChanges): void;
  list(path: string): readonly Entry[];
  open(path: string, how: OpenHow): MemoryFile;
  remove(path: string): void;
  makeFolder(path: string): void;
  removeFolder(path: string): void;
  rename(from: string, to: string, options?: { readonly replace: boolean }): void;
};

type Folder = { readonly kind: 'folder'; readonly entries: Map<string, Node>; mode: number; modifiedAt: number };
type Node = Folder | MemoryFile;

const home = '/home';
const longestPath = 1024;
const longestName = 255;

/** Holds 16 MiB in 200 files and folders at most. `now`: virtual time. */
export function createMemoryFiles(now: () => number): MemoryFiles {
  const quota: Quota = { bytes: 16 * 1024 * 1024, entries: 200 };
  const root = makeFolderNode();
  const seconds = () => Math.floor(now() / 1000);

  function makeFolderNode(): Folder {
    return { kind: 'folder', entries: new Map(), mode: 0o755, modifiedAt: Math.floor(now() / 1000) };
  }

  const resolve = (path: string) => {
    if (path.length > longestPath || path.includes('\0')) throw new FileFault('no-such-file');
    return posix.resolve(home, path);
  };

  function find(path: string): Node | undefined {
    let node: Node | undefined = root;
    for (const name of resolve(path).split('/').filter(Boolean)) {
      node = node?.kind === 'folder' ? node.entries.get(name) : undefined;
    }
    return node;
  }

  function get(path: string): Node {
    const node = find(path);
    if (node === undefined) throw new FileFault('no-such-file');
    return node;
  }

  /** Where a name stands, or could stand. */
  function placeOf(path: string): { readonly folder: Folder; readonly name: string } {
    const full = resolve(path);
    const folder = get(posix.dirname(full));
    const name = posix.basename(full);
    if (folder.kind !== 'folder') throw new FileFault('no-such-file');
    if (name === '' || name.length > longestName) throw new FileFault('failure', 'This name can not be used.');
    return { folder, name };
  }

  function add(path: string, node: Node): void {
    const { folder, name } = placeOf(path);
    if (quota.entries === 0)
      throw new FileFault('full', 'The emulated host has 200 files and folders, and takes no more.');
    quota.entries--;
    folder.entries.set(name, node);
    folder.modifiedAt = seconds();
  }

  function take(path: string, kind: Node['kind']): void {
    const { folder, name } = placeOf(path);
    const node = folder.entries.get(name);
    if (resolve(path) === home) throw new FileFault('failure', 'This folder stays.');
    if (node === undefined) throw new FileFault('no-such-file');
    if (node.kind !== kind)
      throw new FileFault('failure', kind === 'file' ? 'This is a folder.' : 'This is no folder.');
    if (node.kind === 'folder' && node.entries.size > 0) throw new FileFault('failure', 'This folder is not empty.');
    // Whoever has it open finds it empty: what nobody can see takes no room.
    if (node.kind === 'file') resize(node, 0, quota);
    if (node.kind === 'file') node.removed = true;
    folder.entries.delete(name);
    folder.modifiedAt = seconds();
    quota.entries++;
  }

  const files: MemoryFiles = {
    resolve,
    facts: (path) => factsOf(get(path)),
    change(path, changes) {
      const node = get(path);
      if (node.kind === 'file') return node.change(changes);
      node.mode = (changes.mode ?? node.mode) & 0o7777;
      node.modifiedAt = changes.modifiedAt ?? node.modifiedAt;
    },
    list(path) {
      const node = get(path);
      if (node.kind !== 'folder') throw new FileFault('failure', 'This is no folder.');
      const own = factsOf(node);
      const entries = [...node.entries].map(([name, each]) => ({ name, facts: factsOf(each) }));
      return [{ name: '.', facts: own }, { name: '..', facts: own }, ...entries];
    },
    open(path, { create, exclusive, truncate, mode }) {
      const known = find(path);
      if (known?.kind === 'folder') throw new FileFault('failure', 'This is a folder.');
      if (known !== undefined && create && exclusive) throw new FileFault('failure', 'There is a file of this name.');
      if (known === undefined && !create) throw new FileFault('no-such-file');
      const file = known ?? makeFile(quota, seconds, mode);
      if (known === undefined) add(path, file);
      else if (truncate) resize(file, 0, quota);
      return file;
    },
    remove: (path) => take(path, 'file'),
    makeFolder(path) {
      if (find(path) !== undefined) throw new FileFault('failure', 'There is a file of this name.');
      add(path, makeFolderNode());
    },
    removeFolder: (path) => take(path, 'folder'),
    rename(from, to, { replace } = { replace: false }) {
      const node = get(from);
      if (resolve(from) === home) throw new FileFault('failure', 'This folder stays.');
      const [old, place] = [placeOf(from), placeOf(to)];
      if (`${resolve(to)}/`.startsWith(`${resolve(from)}/`)) {
        if (resolve(to) === resolve(from)) return;
        throw new FileFault('failure', 'A folder can not be moved into itself.');
      }
      if (find(to) !== undefined) {
        if (!replace) throw new FileFault('failure', 'There is a file of this name.');
        take(to, node.kind);
      }
      old.folder.entries.delete(old.name);
      place.folder.entries.set(place.name, node);
    },
  };
  files.makeFolder(home);
  files.makeFolder('/tmp');
  files.open('readme.txt', { create: true, exclusive: true, truncate: false }).write(0, readme);
  return files;
}

const readme = Buffer.from(
  'This host is emulated. Copy here what you like, 16 MiB in 200 files at most:\nit is kept in memory, and gone when the emulator stops.\n',
);

const folderBit = 0o040000;

function factsOf(node: Node): FileFacts {
  if (node.kind === 'file') return readFacts(node);
  return { mode: node.mode | folderBit, size: 0, modifiedAt: node.modifiedAt };
}
