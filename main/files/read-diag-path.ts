import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DecodeError } from '../../app/errors.ts';
import { type Diag, readDiag } from '../../app/ticket/read-diag.ts';
import { readDiagZip } from './diag-zip.ts';
import { type DiagEntry, diagLimits, type GatheredDiag, gatherDiag, tooLarge, tooMany } from './gather-diag.ts';

/** Reads a warp-diag that lies somewhere: its zip, or a folder with its files. Throws `DecodeError`. */
export async function readDiagAt(path: string): Promise<Diag> {
  const { files, others } = await ((await isFolder(path)) ? readDiagFolder(path) : readDiagZip({ path }, path));
  return readDiag(files, others);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    throw new DecodeError([{ path: '', file: path, message: 'there is no such file and no such folder' }]);
  }
}

/** The folder, and what lies one deeper; links are not followed. */
async function readDiagFolder(folder: string): Promise<GatheredDiag> {
  const entries: DiagEntry<string>[] = [];
  const list = async (within: string, deeper: boolean) => {
    for (const entry of await readdir(join(folder, within), { withFileTypes: true })) {
      const path = within === '' ? entry.name : `${within}/${entry.name}`;
      if (entry.isFile()) entries.push({ path, handle: path });
      else if (entry.isDirectory() && deeper) await list(path, false);
      if (entries.length > diagLimits.entries) throw tooMany(folder);
    }
  };
  try {
    await list('', true);
    return await gatherDiag(entries, (path, limit) => readBounded(folder, path, limit));
  } catch (fault) {
    if (fault instanceof DecodeError) throw fault;
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : String(fault);
    throw new DecodeError([{ path: '', file: folder, message: `the folder can’t be read (${code})` }]);
  }
}

/** A file may grow while it is read. */
async function readBounded(folder: string, path: string, limit: number): Promise<Uint8Array> {
  const file = await open(join(folder, path), 'r');
  try {
    if ((await file.stat()).size > limit) throw tooLarge(folder, path);
    const bytes = Buffer.alloc(limit + 1);
    let length = 0;
    for (let read = 1; read > 0 && length <= limit; length += read) {
      read = (await file.read(bytes, length, bytes.length - length, length)).bytesRead;
    }
    if (length > limit) throw tooLarge(folder, path);
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}
