import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleReplayer } from '../../app/bundle/replay-bundle.ts';
import { DecodeError, Refusal } from '../../app/errors.ts';
import type { LogLine } from '../../app/ports.ts';
import { engineVersion } from '../../app/session/engine-version.ts';
import type { State } from '../../app/session/state.ts';
import { layoutOf } from '../adapters/data-directory.ts';
import { type OpenedRun, openRun } from '../adapters/jsonl-event-log.ts';
import { createRun } from '../adapters/runs.ts';
import { createSegment } from '../adapters/segment-directory.ts';
import { openRealFile } from '../adapters/segment-file.ts';
import { sha256Hex } from '../adapters/sha256.ts';
import { readVersion } from '../assets.ts';
import type { RunPlace } from '../run-here.ts';
import { inFile, readBundleFile } from './bundle-file.ts';

export type ImportedBundle = { readonly id: string; readonly state: State; readonly lines: number };

/** So many lines share one write. */
const batchLength = 500;

/**
 * Makes a run of a bundle: every command is decided again, and only what comes out as recorded is written. `name` stands for
 * the file in messages. Throws `DecodeError`, and a `Refusal` for a bundle that can't be gone on with; nothing stays of it.
 */
export async function importBundle(place: RunPlace, path: string, name: string = path): Promise<ImportedBundle> {
  const id = await createRun(place.dataDirectory, place.wallNow());
  const directory = join(layoutOf(place.dataDirectory).runs, id);
  try {
    return { id, ...(await fill(place, id, directory, path, name)) };
  } catch (fault) {
    await rm(directory, { recursive: true, force: true });
    throw inFile(fault, name);
  }
}

async function fill(
  { dataDirectory, onTrouble }: RunPlace,
  id: string,
  directory: string,
  path: string,
  name: string,
): Promise<Omit<ImportedBundle, 'id'>> {
  const replayer = new BundleReplayer(sha256Hex, readVersion());
  let log: OpenedRun | undefined;
  let [written, waiting]: [number, LogLine[]] = [0, []];
  const write = async () => {
    log ??= await openRun(dataDirectory, id, {
      onTrouble,
      snapshotState: () => (replayer.state === undefined ? undefined : { after: written, state: replayer.state }),
    });
    written = waiting.at(-1)?.n ?? written;
    await log.append(waiting, false);
    waiting = [];
  };
  try {
    for await (const piece of readBundleFile(path, name)) {
      if (piece.is === 'head') holdToEngine(piece.head.engine);
      const replay = replayer.take(piece);
      if (replayer.difference !== undefined) throw cameOut(name, `command ${replayer.difference.n}`);
      if (piece.is === 'head' && piece.state !== undefined && piece.head.begins.with === 'state') {
        written = piece.head.begins.after;
        const header = { run: id, segment: 1, after: written, state: piece.state };
        await (await createSegment(directory, header, openRealFile)).close();
      }
      if (piece.is === 'line') waiting.push(piece.line);
      if (waiting.length === batchLength || piece.is === 'end') await write();
      if (replay !== undefined && !replay.same) throw cameOut(name, 'its end');
      if (replay !== undefined && replayer.state !== undefined) {
        return { state: replayer.state, lines: replay.commands };
      }
    }
    throw new DecodeError([{ path: '', message: 'the bundle is empty' }]);
  } finally {
    await log?.close();
  }
}

function holdToEngine(engine: number): void {
  if (engine === engineVersion) return;
  throw new Refusal(
    'other-version',
    `This bundle was made by another version of the emulator (its engine is ${engine}, this one is ${engineVersion}), so it can’t be gone on with. Its verdicts can be compared: warp-emu bundle replay`,
  );
}

function cameOut(name: string, where: string): Refusal {
  return new Refusal(
    'bundle-differs',
    `${name} does not come out here as it says: ${where} differs. What was expected and what came: warp-emu bundle replay`,
  );
}
