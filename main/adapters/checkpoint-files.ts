import { createHash, randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../app/errors.ts';
import type { State } from '../../app/session/state.ts';
import { moveAside } from './aside.ts';
import { syncDirectory, writeFileAtomically } from './atomic-file.ts';
import { layoutOf } from './data-directory.ts';
import { makeDirectory } from './make-directory.ts';
import type { DamagedFile } from './run-recovery.ts';
import { isMissing, storageRefusal } from './storage-fault.ts';
import { takingTurns } from './taking-turns.ts';

const format = 1;

const headSchema = z.object({
  id: z.string(),
  run: z.string(),
  name: z.string(),
  /** Virtual time; `madeAt` is that of the wall. */
  at: z.number(),
  madeAt: z.number(),
  tone: z.enum(['calm', 'soon', 'dead', 'other']),
  short: z.string(),
  engine: z.number(),
});

/** What a list tells of a checkpoint. */
export type CheckpointHead = Readonly<z.infer<typeof headSchema>>;

/** `length` and `digest` are those of the second line, the state. */
const firstLine = headSchema.extend({ format: z.literal(format), length: z.number(), digest: z.string() });
const longestFirstLine = 16 * 1024;

export type CheckpointFiles = {
  /** In the order of virtual time. */
  list(): Promise<readonly CheckpointHead[]>;
  /** Those that could not be read, and where they are kept. */
  readonly damaged: readonly DamagedFile[];
  /** Resolves when it survives a power cut. */
  write(head: Omit<CheckpointHead, 'id'>, state: State): Promise<CheckpointHead>;
  /** Throws a `Refusal`: `no-such-checkpoint`, or `checkpoint-damaged` once the file is set aside. */
  read(id: string): Promise<{ readonly head: CheckpointHead; readonly state: State }>;
  rename(id: string, name: string): Promise<CheckpointHead>;
  /** It can be restored as long as this process runs. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<CheckpointHead>;
  /** Somebody took the files away. */
  forget(): void;
};

/**
 * The saved states of a data directory: a line about it, then the state. Files are read when somebody asks first, one
 * change at a time is made, and only by the holder of the directory.
 */
export function openCheckpointFiles(dataDirectory: string): CheckpointFiles {
  const { checkpoints: directory, aside } = layoutOf(dataDirectory);
  const damaged: DamagedFile[] = [];
  const placeOf = (id: string, suffix = '.json') => join(directory, `${id}${suffix}`);
  const setAside = (id: string) => {
    const file = placeOf(id);
    const found = { file, kept: moveAside(file, aside, `${id}.json`) };
    damaged.push(found);
    return found;
  };
  const takeTurn = takingTurns();
  let known: Map<string, CheckpointHead> | undefined;
  const inTurn = <T>(act: (heads: Map<string, CheckpointHead>) => Promise<T>): Promise<T> => {
    return takeTurn(async () => {
      try {
        known ??= await readHeads(directory, setAside);
        return await act(known);
      } catch (fault) {
        throw storageRefusal(fault, directory);
      }
    });
  };
  const readWhole = async (heads: Map<string, CheckpointHead>, id: string) => {
    if (!heads.has(id)) throw noSuchCheckpoint(id);
    const bytes = await readFile(placeOf(id)).catch((fault: unknown) => {
      if (isMissing(fault)) heads.delete(id);
      throw isMissing(fault) ? noSuchCheckpoint(id) : fault;
    });
    const whole = parseWhole(bytes);
    if (whole !== undefined) return whole;
    heads.delete(id);
    const { kept } = setAside(id);
    throw new Refusal('checkpoint-damaged', `The checkpoint can’t be read. Its file is kept as ${kept}.`);
  };
  const save = async (heads: Map<string, CheckpointHead>, head: CheckpointHead, stateText: string) => {
    makeDirectory(directory);
    await writeFileAtomically(placeOf(head.id), writeWhole(head, stateText));
    heads.set(head.id, head);
    return head;
  };
  return {
    damaged,
    list: () => inTurn(async (heads) => [...heads.values()].toSorted((a, b) => a.at - b.at || a.madeAt - b.madeAt)),
    write: (head, state) => {
      const stateText = JSON.stringify(state);
      const id = `checkpoint-${randomBytes(4).toString('hex')}`;
      return inTurn((heads) => save(heads, { id, ...head }, stateText));
    },
    read: (id) =>
      inTurn(async (heads) => {
        const { head, stateText } = await readWhole(heads, id);
        return { head, state: JSON.parse(stateText) as State };
      }),
    rename: (id, name) =>
      inTurn(async (heads) => {
        const { head, stateText } = await readWhole(heads, id);
        return save(heads, { ...head, name }, stateText);
      }),
    remove: (id) =>
      inTurn(async (heads) => {
        if (!heads.has(id)) throw noSuchCheckpoint(id);
        await rename(placeOf(id), placeOf(id, '.deleted'));
        heads.delete(id);
        await syncDirectory(directory);
      }),
    restore: (id) =>
      inTurn(async (heads) => {
        const gone = placeOf(id, '.deleted');
        const whole = isCheckpointId(id) ? parseWhole(await readFile(gone).catch(() => Buffer.alloc(0))) : undefined;
        if (whole === undefined) throw noSuchCheckpoint(id);
        await rename(gone, placeOf(id));
        heads.set(id, whole.head);
        await syncDirectory(directory);
        return whole.head;
      }),
    forget: () => {
      known = undefined;
      damaged.splice(0);
    },
  };
}

/** Also clears away what was deleted before this start, and drafts that were never finished. */
async function readHeads(directory: string, setAside: (id: string) => void): Promise<Map<string, CheckpointHead>> {
  const heads = new Map<string, CheckpointHead>();
  const names = await readdir(directory).catch((fault: unknown) => {
    if (isMissing(fault)) return [];
    throw fault;
  });
  for (const name of names) {
    if (name.endsWith('.tmp') || name.endsWith('.deleted')) await rm(join(directory, name), { force: true });
    const id = name.slice(0, -'.json'.length);
    if (!name.endsWith('.json') || !isCheckpointId(id)) continue;
    const head = await readHead(join(directory, name));
    if (head?.id === id) heads.set(id, head);
    else setAside(id);
  }
  return heads;
}

/** What stands at the beginning; nothing when the file is not as long as it says. */
async function readHead(path: string): Promise<CheckpointHead | undefined> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(longestFirstLine);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    const end = bytes.subarray(0, bytesRead).indexOf('\n');
    const first = parseFirstLine(bytes.toString('utf8', 0, Math.max(0, end)));
    return first !== undefined && (await file.stat()).size === end + first.length + 2 ? first.head : undefined;
  } finally {
    await file.close();
  }
}

function writeWhole(head: CheckpointHead, stateText: string): string {
  const length = Buffer.byteLength(stateText);
  return `${JSON.stringify({ format, ...head, length, digest: digestOf(stateText) })}\n${stateText}\n`;
}

/** Nothing when a byte of it is not as it was written. */
function parseWhole(bytes: Buffer): { readonly head: CheckpointHead; readonly stateText: string } | undefined {
  const [headText = '', stateText = '', rest] = bytes.toString('utf8').split('\n');
  const first = parseFirstLine(headText);
  if (rest !== '' || first === undefined) return undefined;
  return first.digest === digestOf(stateText) ? { head: first.head, stateText } : undefined;
}

function parseFirstLine(text: string) {
  try {
    const { format: _format, length, digest, ...head } = firstLine.parse(JSON.parse(text));
    return { head, length, digest };
  } catch {
    return undefined;
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isCheckpointId(id: string): boolean {
  return /^checkpoint-[0-9a-f]{8}$/.test(id);
}

function noSuchCheckpoint(id: string): Refusal {
  return new Refusal(
    'no-such-checkpoint',
    `There is no checkpoint "${id.slice(0, 80)}". \`warp-emu checkpoint list\` names those there are.`,
  );
}
