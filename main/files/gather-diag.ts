import { DecodeError } from '../../app/errors.ts';
import type { DiagFile, Unread } from '../../app/ticket/diag-reading.ts';
import { isDiagFileRead, whyUnread } from '../../app/ticket/read-diag.ts';
import { decodeDiagText } from './decode-diag-text.ts';

/** What a warp-diag holds: the texts that can be read, and the rest by its names. */
export type GatheredDiag = { readonly files: readonly DiagFile[]; readonly others: readonly Unread[] };

/** Of one warp-diag. The files that are read are a few lines each, so nobody honest meets these. */
export const diagLimits = { entries: 2_000, fileBytes: 4_000_000, totalBytes: 16_000_000 } as const;

/** Something in a warp-diag; its bytes are asked for when its name is one that is read. */
export type DiagEntry<T> = { readonly path: string; readonly handle: T };

/**
 * Reads of entries those whose names are known, each once: where two have one name, the one that lies less deep. `read` answers at most
 * `limit` bytes and throws for more.
 */
export async function gatherDiag<T>(
  entries: readonly DiagEntry<T>[],
  read: (handle: T, limit: number) => Promise<Uint8Array>,
): Promise<GatheredDiag> {
  const files: DiagFile[] = [];
  const others: Unread[] = [];
  const taken = new Set<string>();
  let left: number = diagLimits.totalBytes;
  for (const { path, handle } of entries.toSorted((a, b) => depthOf(a.path) - depthOf(b.path))) {
    const name = baseName(path);
    if (!isDiagFileRead(name) || taken.has(name)) {
      others.push({ file: legible(path), why: taken.has(name) ? 'unknown-file' : whyUnread(name) });
      continue;
    }
    taken.add(name);
    const bytes = await read(handle, Math.min(left, diagLimits.fileBytes));
    left -= bytes.length;
    const text = decodeDiagText(bytes);
    if (text === undefined) others.push({ file: name, why: 'not-text' });
    else files.push({ name, text });
  }
  return { files, others };
}

/** Refuses a warp-diag. `message` says what is wrong, `hint` what to do. */
export function refuseDiag(file: string, message: string, hint: string): DecodeError {
  return new DecodeError([{ path: '', file, message: legible(message, 300), hint }]);
}

export function tooLarge(file: string, entry: string): DecodeError {
  const { fileBytes, totalBytes } = diagLimits;
  return refuseDiag(
    file,
    `${legible(entry)} unfolds to more than is read of a warp-diag: ${fileBytes / 1e6} MB of one file, ${totalBytes / 1e6} MB in all`,
    'a warp-diag has nothing of the kind: ask for a new one',
  );
}

export function tooMany(file: string): DecodeError {
  return refuseDiag(
    file,
    `it holds more than ${diagLimits.entries.toLocaleString('en')} files, and a warp-diag holds some sixty`,
    'give the warp-diag itself, not what lies around it',
  );
}

/** A name as it can be printed. */
export function legible(name: string, longest = 120): string {
  const plain = name.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '�');
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

function baseName(path: string): string {
  return (path.split('/').at(-1) ?? '').toLowerCase();
}

const depthOf = (path: string) => path.split('/').length;
