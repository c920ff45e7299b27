import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ParamsOf, ResultOf } from '../../app/bridge/contract.ts';
import { longestNodeName } from '../../app/bridge/shapes.ts';
import { BundleInspector } from '../../app/bundle/inspect-bundle.ts';
import { BundleReplayer } from '../../app/bundle/replay-bundle.ts';
import { DecodeError } from '../../app/errors.ts';
import { parseInstant, sayInstant } from '../../app/time/calendar.ts';
import { sha256Hex } from '../adapters/sha256.ts';
import { readVersion } from '../assets.ts';
import { inFile, readBundleFile } from '../files/bundle-file.ts';
import { readText } from '../files/yaml-file.ts';
import { sayInspection, sayMade, sayReplay } from './bundle-text.ts';
import type { Report, RunningEmulator } from './session.ts';

/** Only a file that is whole takes the name. */
export async function exportBundle(
  emulator: Pick<RunningEmulator, 'call'>,
  path: string,
  wish: ParamsOf<'bundle.make'>,
): Promise<Report> {
  const made = await emulator.call('bundle.make', wish);
  const part = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      for (let offset: number | undefined = 0; offset !== undefined; ) {
        const part: ResultOf<'bundle.read'> = await emulator.call('bundle.read', { id: made.id, offset });
        await file.write(part.text);
        offset = part.next;
      }
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (fault) {
    await rm(part, { force: true });
    throw asWriting(fault, path);
  }
  const { id: _id, name: _name, ...told } = made;
  return { json: { file: path, ...told }, text: sayMade(path, told) };
}

export async function replayBundle(path: string): Promise<Report> {
  const replayer = new BundleReplayer(sha256Hex, readVersion());
  const replay = await lastOf(path, (piece) => replayer.take(piece));
  return { json: replay, text: sayReplay(replay), failed: !replay.same };
}

export async function inspectBundle(path: string): Promise<Report> {
  const inspector = new BundleInspector(sha256Hex);
  const inspection = await lastOf(path, (piece) => inspector.take(piece));
  return { json: inspection, text: sayInspection(inspection) };
}

/** Hands the file over a part at a time. */
export async function openBundle(
  emulator: Pick<RunningEmulator, 'call'>,
  path: string,
  name: string | undefined,
): Promise<Report> {
  const text = await readText(path);
  let id: string | undefined;
  for (let at = 0; at === 0 || at < text.length; at += partLength) {
    const part = { text: text.slice(at, at + partLength), ...(id === undefined ? {} : { id }) };
    ({ id } = await emulator.call('bundle.upload', part));
  }
  const opened = await emulator.call('bundle.open', {
    id: id ?? '',
    name: name ?? basename(path).slice(0, longestNodeName),
  });
  const when = sayInstant(parseInstant(opened.at) ?? 0);
  return {
    json: opened,
    text: `Run ${opened.id} holds the bundle and stands at its end, ${when}. The run before is kept: warp-emu run list`,
  };
}

const partLength = 1_000_000;

type Piece = Awaited<ReturnType<ReturnType<typeof readBundleFile>['next']>>['value'];

/** What comes of a file's last piece. */
async function lastOf<T>(path: string, take: (piece: Piece) => T | undefined): Promise<T> {
  let result: T | undefined;
  for await (const piece of readBundleFile(path)) {
    try {
      result = take(piece);
    } catch (fault) {
      throw inFile(fault, path);
    }
  }
  if (result === undefined) throw new DecodeError([{ path: '', file: path, message: 'the bundle is empty' }]);
  return result;
}

function asWriting(fault: unknown, path: string): unknown {
  const code = fault instanceof Error && 'code' in fault && 'syscall' in fault ? String(fault.code) : undefined;
  if (code === undefined) return fault;
  return new DecodeError([
    { path: '', file: path, message: `the file can’t be written (${code}): name another place` },
  ]);
}
