import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { DecodeError } from '../../app/errors.ts';
import {
  type DiagEntry,
  diagLimits,
  type GatheredDiag,
  gatherDiag,
  legible,
  refuseDiag,
  tooLarge,
  tooMany,
} from './gather-diag.ts';

const inflate = promisify(inflateRaw) as (data: Uint8Array, options: { maxOutputLength: number }) => Promise<Buffer>;

/** Names are taken as they stand: a backslash is no slash. */
const strictly = { lazyEntries: true, autoClose: false, strictFileNames: true } as const;

/** Where it lies, or what it is made of. */
export type ZipPlace = { readonly path: string } | { readonly bytes: Buffer };

/**
 * Reads the zip of a warp-diag without writing anything: the files that are known are unfolded in memory, as far as the limits go; of others
 * the names count. `name` stands for it in messages. Throws `DecodeError`.
 */
export async function readDiagZip(place: ZipPlace, name: string): Promise<GatheredDiag> {
  const zip = await open(place, name);
  try {
    return await gatherDiag(await listEntries(zip, name), (entry, limit) => unfold(zip, entry, limit, name));
  } finally {
    zip.close();
  }
}

async function open(place: ZipPlace, name: string): Promise<ZipFile> {
  try {
    return 'path' in place ? await openPromise(place.path, strictly) : await fromBufferPromise(place.bytes, strictly);
  } catch (fault) {
    if (codeOf(fault) !== undefined)
      throw refuseDiag(name, `it can’t be read (${codeOf(fault)})`, 'name another place');
    throw refuseDiag(
      name,
      'it is no zip, or a part of it is missing',
      'copy it anew, or give the folder with its files',
    );
  }
}

async function listEntries(zip: ZipFile, name: string): Promise<readonly DiagEntry<Entry>[]> {
  if (zip.entryCount > diagLimits.entries) throw tooMany(name);
  const entries: DiagEntry<Entry>[] = [];
  const seen = new Set<string>();
  try {
    for await (const entry of zip.eachEntry()) {
      const path = entry.fileName;
      const hint = 'a warp-diag has nothing of the kind: ask for a new one';
      if (seen.has(path.toLowerCase())) throw refuseDiag(name, `it holds ${legible(path)} twice`, hint);
      if (isSpecial(entry)) throw refuseDiag(name, `${legible(path)} in it is a link or a device, no file`, hint);
      if (entry.isEncrypted()) {
        throw refuseDiag(
          name,
          `${legible(path)} in it is encrypted`,
          'unpack it with its password and give the folder',
        );
      }
      seen.add(path.toLowerCase());
      if (!path.endsWith('/')) entries.push({ path, handle: entry });
    }
  } catch (fault) {
    throw asRefusal(fault, name);
  }
  return entries;
}

/** The upper half of the attributes is a mode of Unix: regular files, folders, and none at all are no harm. */
function isSpecial({ externalFileAttributes }: Entry): boolean {
  const type = (externalFileAttributes >>> 16) & 0o170000;
  return type !== 0 && type !== 0o100000 && type !== 0o040000;
}

/** What is declared counts for nothing: the bytes that come are bounded, then compared with it. */
async function unfold(zip: ZipFile, entry: Entry, limit: number, name: string): Promise<Uint8Array> {
  const { fileName, compressedSize, compressionMethod, uncompressedSize } = entry;
  if (Math.max(compressedSize, uncompressedSize) > limit) throw tooLarge(name, fileName);
  if (compressionMethod !== 0 && compressionMethod !== 8) {
    throw refuseDiag(
      name,
      `${legible(fileName)} is packed in a way that is not known (${compressionMethod})`,
      'unpack it and give the folder',
    );
  }
  try {
    const folded = await readAll(zip, entry);
    const bytes = compressionMethod === 0 ? folded : await inflate(folded, { maxOutputLength: Math.max(1, limit) });
    if (bytes.length === uncompressedSize && crc32(bytes) === entry.crc32) return bytes;
  } catch (fault) {
    if (codeOf(fault) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(name, fileName);
    throw damaged(name, fileName);
  }
  throw damaged(name, fileName);
}

async function readAll(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry, { decodeFileData: false }))
    parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function damaged(name: string, entry: string): DecodeError {
  return refuseDiag(name, `${legible(entry)} in it is damaged`, 'copy the zip anew, or give the folder with its files');
}

/** The library checks names, and says which one it does not take. */
function asRefusal(fault: unknown, name: string): DecodeError {
  if (fault instanceof DecodeError) return fault;
  const message = fault instanceof Error ? fault.message : '';
  const [, what, path = ''] =
    /^(absolute path|invalid relative path|invalid characters in fileName): (.*)$/s.exec(message) ?? [];
  if (what === undefined)
    return refuseDiag(name, 'its list of files is damaged', 'copy the zip anew, or give the folder with its files');
  return refuseDiag(
    name,
    `${legible(path)} in it would lie outside the folder it is unpacked to`,
    'a warp-diag has nothing of the kind: ask for a new one',
  );
}

function codeOf(fault: unknown): string | undefined {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : undefined;
}
