import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from '../../app/errors.ts';
import { describeStep } from '../../app/explain/describe-trace.ts';
import { expectedVerdicts } from '../../app/scenario/scenario.ts';
import { engineVersion } from '../../app/session/engine-version.ts';
import type { TraceStep } from '../../app/session/verdict.ts';
import { moveAside } from './aside.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { layoutOf } from './data-directory.ts';
import { makeDirectory } from './make-directory.ts';
import { sha256Hex } from './sha256.ts';
import { isMissing, storageRefusal } from './storage-fault.ts';
import { takingTurns } from './taking-turns.ts';

const format = 1;

/** In bytes. What a step came to is half a kilobyte for each of its acts, or two with all that was looked at. */
export const longestPlay = 16 * 1024 * 1024;

const lineNumber = z.int().nonnegative();

const report = z.object({
  at: z.string(),
  act: z.string(),
  branch: z.string().exactOptional(),
  passed: z.boolean(),
  got: z.enum(expectedVerdicts),
  differences: z.array(z.object({ what: z.string(), expected: z.string(), got: z.string() })).readonly(),
  trace: z.array(z.custom<TraceStep>(isTraceStep)).readonly(),
});

const part = z.object({
  branch: z.string().exactOptional(),
  run: z.string(),
  /** The last line of its run's log when it began. */
  begunAfter: lineNumber,
  /** Digest of that line: names of runs are given anew once nothing is left of them. */
  mark: z.string(),
  /** Those that were played: the last line after each, and what its acts came to. */
  played: z.array(z.object({ lastLine: lineNumber, reports: z.array(report).readonly() })),
  flows: z.array(z.tuple([z.string(), z.string()])),
  /** Steps were begun after that line, and are not noted as played. */
  playingAfter: lineNumber.exactOptional(),
});

const keptPlay = z.object({
  engine: z.literal(engineVersion),
  /** The scenario's text, that of its environment and of what that imports, as they were when it was started. */
  files: z.array(z.object({ name: z.string().min(1), text: z.string() })).min(1),
  /** What the file is called; absent: a case of the catalogue. */
  file: z.string().exactOptional(),
  /** Where the file lies, as far as that is known. */
  path: z.string().exactOptional(),
  parts: z.array(part).min(1),
  /** Moments by their names, and the checkpoints that hold them. */
  kept: z.array(z.tuple([z.string(), z.string()])),
  keptLately: z.array(z.string()),
  /** A branch whose run was begun and is not among the parts yet. */
  beginning: z.string().exactOptional(),
});

const headLine = z.object({ format: z.literal(format), length: lineNumber, digest: z.string() });

/** A scenario that is played, and how far. */
export type KeptPlay = Readonly<z.infer<typeof keptPlay>>;

export type PlayFile = {
  /** What was kept; `unreadable` when there is something else. */
  read(): Promise<KeptPlay | 'unreadable' | undefined>;
  /** Resolves when it survives a power cut. Rejects with a `Refusal`, and then nothing is kept: what was before is out of date. */
  write(play: KeptPlay): Promise<void>;
  remove(): Promise<void>;
  /** Answers where it is kept from now on. */
  setAside(): Promise<string>;
};

/** The one scenario that is played in a data directory: a line about it, then all of it. One change at a time is made. */
export function openPlayFile(dataDirectory: string): PlayFile {
  const { play: directory, aside } = layoutOf(dataDirectory);
  const file = join(directory, 'place.json');
  const takeTurn = takingTurns();
  const inTurn = <T>(act: () => Promise<T>): Promise<T> =>
    takeTurn(act).catch((fault: unknown) => {
      throw storageRefusal(fault, file);
    });
  return {
    read: () =>
      inTurn(async () => {
        await removeDrafts(directory);
        return readPlay(file);
      }),
    write: (play) =>
      inTurn(async () => {
        try {
          makeDirectory(directory);
          await writeFileAtomically(file, writePlay(play));
        } catch (fault) {
          await rm(file, { force: true });
          throw fault;
        }
      }),
    remove: () => inTurn(() => rm(file, { force: true })),
    setAside: () => inTurn(async () => moveAside(file, aside, 'play.json')),
  };
}

/** What was being written when a process ended. */
async function removeDrafts(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names) if (name.endsWith('.tmp')) await rm(join(directory, name), { force: true });
}

async function readPlay(file: string): Promise<KeptPlay | 'unreadable' | undefined> {
  try {
    const { size } = await stat(file);
    return size > longestPlay ? 'unreadable' : (parsePlay(await readFile(file, 'utf8')) ?? 'unreadable');
  } catch (fault) {
    if (isMissing(fault)) return undefined;
    throw fault;
  }
}

/** As it stands in the file. Throws a `Refusal` (`play-too-long`). */
export function writePlay(play: KeptPlay): string {
  const whole = sealed(JSON.stringify(play));
  if (Buffer.byteLength(whole) <= longestPlay) return whole;
  const short = sealed(JSON.stringify({ ...play, parts: play.parts.map(withoutTraces) }));
  if (Buffer.byteLength(short) <= longestPlay) return short;
  throw new Refusal('play-too-long', 'The scenario is too long for its place to be kept: leave the emulator open.');
}

function sealed(text: string): string {
  const head = { format, length: Buffer.byteLength(text), digest: sha256Hex(text) };
  return `${JSON.stringify(head)}\n${text}\n`;
}

/** What was looked at matters where something came out differently. */
function withoutTraces(whole: KeptPlay['parts'][number]): KeptPlay['parts'][number] {
  const shorten = (reports: readonly z.infer<typeof report>[]) =>
    reports.map((one) => (one.passed ? { ...one, trace: [] } : one));
  return { ...whole, played: whole.played.map((step) => ({ ...step, reports: shorten(step.reports) })) };
}

/** Nothing when a byte of it is not as it was written, or when it was written by another version. */
export function parsePlay(whole: string): KeptPlay | undefined {
  const [headText = '', text = '', rest, ...more] = whole.split('\n');
  try {
    const { length, digest } = headLine.parse(JSON.parse(headText));
    const isWhole = rest === '' && more.length === 0 && Buffer.byteLength(text) === length;
    return isWhole && sha256Hex(text) === digest ? keptPlay.parse(JSON.parse(text)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it can be told in words, which is all that is done with it. */
function isTraceStep(value: unknown): boolean {
  try {
    return typeof describeStep(value as TraceStep) === 'string';
  } catch {
    return false;
  }
}
