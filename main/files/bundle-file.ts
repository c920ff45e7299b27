import { createReadStream } from 'node:fs';
import type { BundlePiece } from '../../app/bundle/read-bundle.ts';
import { BundleReader } from '../../app/bundle/read-bundle.ts';
import { DecodeError, Refusal } from '../../app/errors.ts';
import { sha256Hex } from '../adapters/sha256.ts';

/** So much is read in one go; between two goes everything else has its turn. */
const chunkLength = 128 * 1024;

/**
 * Reads a `*.warp-session.json` piece by piece; no more than a piece of it is held. Throws `DecodeError` with the file and its
 * line, and a `Refusal` for a newer format.
 */
export async function* readBundleFile(path: string, name: string = path): AsyncGenerator<BundlePiece> {
  const reader = new BundleReader(sha256Hex);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: chunkLength })) {
      yield* reader.push(decoder.decode(bytes as Uint8Array, { stream: true }));
    }
    yield* reader.push(decoder.decode());
    reader.finish();
  } catch (fault) {
    throw inFile(fault, name);
  }
}

/** Gives a fault the file that it is in. */
export function inFile(fault: unknown, file: string): unknown {
  if (fault instanceof DecodeError) return new DecodeError(fault.faults.map((one) => ({ ...one, file })));
  if (fault instanceof Refusal) return fault;
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : undefined;
  if (code === undefined) return fault;
  const said: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'this is a directory: name a file in it',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'the text is not UTF-8, or was damaged',
  };
  return new DecodeError([{ path: '', file, message: said[code] ?? `the file can’t be read (${code})` }]);
}
