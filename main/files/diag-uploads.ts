import { randomUUID } from 'node:crypto';
import { Refusal } from '../../app/errors.ts';
import { type Diag, readDiag } from '../../app/ticket/read-diag.ts';
import { readDiagZip } from './diag-zip.ts';
import { type GatheredDiag, gatherDiag } from './gather-diag.ts';

/** Of everything that lies here. A warp-diag has a few megabytes. */
const mostBytes = 64_000_000;
/** So many readings are kept; the oldest make room. */
const keptReadings = 4;

type Upload = { readonly name: string; readonly parts: Buffer[] };

/** Files of a warp-diag that a window hands over, in memory until they are read. */
export type DiagUploads = {
  /** Begins a file, or goes on with it; answers its id. Throws a `Refusal`. */
  append(id: string | undefined, name: string, part: Buffer): string;
  /** What files say together. Once read, only that is kept of them. Throws `DecodeError`, or a `Refusal` (`no-such-diag`). */
  read(ids: readonly string[]): Promise<Diag>;
};

export function openDiagUploads(): DiagUploads {
  const uploads = new Map<string, Upload>();
  const readings = new Map<string, Promise<Diag>>();
  const total = () => [...uploads.values()].flatMap(({ parts }) => parts).reduce((sum, part) => sum + part.length, 0);

  const readAll = async (ids: readonly string[]): Promise<Diag> => {
    const found = ids.map((id) => {
      const upload = uploads.get(id);
      if (upload === undefined)
        throw new Refusal('no-such-diag', 'Those diagnostics are not here any more. Hand them over anew.');
      return upload;
    });
    try {
      const gathered = await Promise.all(found.map(gather));
      return readDiag(
        gathered.flatMap(({ files }) => files),
        gathered.flatMap(({ others }) => others),
      );
    } finally {
      for (const id of ids) uploads.delete(id);
    }
  };

  return {
    append: (known, name, part) => {
      const id = known ?? randomUUID();
      const upload = uploads.get(id) ?? (known === undefined ? { name, parts: [] } : undefined);
      if (upload === undefined)
        throw new Refusal('no-such-diag', 'Those diagnostics are not here any more. Hand them over anew.');
      if (total() + part.length > mostBytes) {
        uploads.clear();
        throw new Refusal(
          'diag-too-large',
          `More than ${mostBytes / 1e6} MB can’t be handed over. On the command line there is no limit: warp-emu ticket draft --diag FILE`,
        );
      }
      upload.parts.push(part);
      uploads.set(id, upload);
      return id;
    },
    read: (ids) => {
      const key = ids.join(' ');
      const reading = readings.get(key) ?? readAll(ids);
      readings.set(key, reading);
      for (const old of [...readings.keys()].slice(0, -keptReadings)) readings.delete(old);
      return reading;
    },
  };
}

async function gather({ name, parts }: Upload): Promise<GatheredDiag> {
  const bytes = Buffer.concat(parts);
  const isZip = /\.zip$/i.test(name) || bytes.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004';
  return isZip ? readDiagZip({ bytes }, name) : gatherDiag([{ path: name, handle: bytes }], async (whole) => whole);
}
