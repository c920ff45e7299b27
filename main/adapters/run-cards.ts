import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Refusal } from '../../app/errors.ts';
import { moveAside } from './aside.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { layoutOf } from './data-directory.ts';
import { makeDirectory } from './make-directory.ts';
import { isMissing, storageRefusal } from './storage-fault.ts';

const format = 1;

const leftSchema = z.object({
  environment: z.string(),
  /** Virtual time: where it began, and got to. */
  from: z.number(),
  at: z.number(),
  tone: z.enum(['calm', 'soon', 'dead', 'other']),
  short: z.string(),
  origin: z.object({ run: z.string(), at: z.number(), checkpoint: z.string().exactOptional() }).exactOptional(),
});

const cardSchema = z.object({
  format: z.literal(format),
  name: z.string().exactOptional(),
  left: leftSchema.exactOptional(),
});

/** How a run was left. */
export type RunLeft = Readonly<z.infer<typeof leftSchema>>;
export type RunCard = { readonly name?: string; readonly left?: RunLeft };

/**
 * What lists tell of runs without reading their logs. `left` can be worked out anew from a log, a name can't. One that is
 * damaged is set aside.
 */
export type RunCards = {
  read(runId: string): Promise<RunCard>;
  /** Resolves when it survives a power cut. */
  change(runId: string, change: RunCard): Promise<void>;
  /** A run that goes on will be left otherwise. */
  dropLeft(runId: string): Promise<void>;
  /** Somebody took the files away. */
  forget(): void;
};

export function openRunCards(dataDirectory: string, onTrouble: (fault: Refusal) => void): RunCards {
  const { cards: directory, aside } = layoutOf(dataDirectory);
  const known = new Map<string, RunCard>();
  const read = async (runId: string) => {
    const card = known.get(runId) ?? (await readCard(join(directory, `${runId}.json`), aside, onTrouble));
    known.set(runId, card);
    return card;
  };
  const write = async (runId: string, card: RunCard) => {
    known.set(runId, card);
    try {
      makeDirectory(directory);
      await writeFileAtomically(join(directory, `${runId}.json`), `${JSON.stringify({ format, ...card })}\n`);
    } catch (fault) {
      throw storageRefusal(fault, directory);
    }
  };
  return {
    read,
    change: async (runId, change) => write(runId, { ...(await read(runId)), ...change }),
    dropLeft: async (runId) => {
      const { left, ...rest } = await read(runId);
      if (left !== undefined) await write(runId, rest);
    },
    forget: () => known.clear(),
  };
}

async function readCard(file: string, aside: string, onTrouble: (fault: Refusal) => void): Promise<RunCard> {
  const text = await readFile(file, 'utf8').catch((fault: unknown) => {
    if (!isMissing(fault)) onTrouble(storageRefusal(fault, file));
    return undefined;
  });
  if (text === undefined) return {};
  try {
    const { format: _format, ...card } = cardSchema.parse(JSON.parse(text));
    return card;
  } catch {
    try {
      moveAside(file, aside, 'run-card.json');
    } catch (fault) {
      onTrouble(storageRefusal(fault, file));
    }
    return {};
  }
}
