import { join } from 'node:path';
import { Refusal } from '../../app/errors.ts';
import type { LogLine } from '../../app/ports.ts';
import type { State } from '../../app/session/state.ts';
import { syncDirectory } from './atomic-file.ts';
import { isContinuation, type LogPage, type PageRequest } from './run-log.ts';
import { createSegment, listSegments, removeOldSegments, segmentName, sizeOf } from './segment-directory.ts';
import type { FileOpener, SegmentFile } from './segment-file.ts';
import { parseHeader, writeLines } from './segment-format.ts';
import { type SegmentPart, SegmentReader } from './segment-reader.ts';
import { isMissing, storageRefusal } from './storage-fault.ts';

export type RunLogSettings = {
  /** A segment that holds so many lines is followed by a new one. */
  readonly maxLines: number;
  /** What all segments but the newest may take together; the oldest go first. */
  readonly maxOldBytes: number;
  /**
   * The state for the head of a new segment, and the number of the last line it holds. When that is not the last line
   * of the log, or nothing is returned, the segment goes on until it is.
   */
  readonly snapshotState: () => { readonly after: number; readonly state: State } | undefined;
  /** Told when a new segment could not be started or an old one removed; the log goes on. */
  readonly onTrouble: (fault: Refusal) => void;
};

const defaults: RunLogSettings = {
  maxLines: 50_000,
  maxOldBytes: 100 * 1024 * 1024,
  snapshotState: () => undefined,
  onTrouble: () => undefined,
};

type Waiting = {
  readonly lines: readonly LogLine[];
  readonly bytes: Buffer;
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (fault: Refusal) => void;
};

type Parts = {
  readonly runId: string;
  readonly directory: string;
  readonly openFile: FileOpener;
  readonly file: SegmentFile;
  readonly lastLine: number;
};

/** Appends to the newest segment; what is given while a write is under way shares the next one. */
export class SegmentedLog {
  readonly #parts: Parts;
  readonly #settings: RunLogSettings;
  readonly #readers = new Map<number, SegmentReader>();
  #file: SegmentFile;
  #lastLine: number;
  #queue: Waiting[] = [];
  #drained: Promise<void> | undefined;
  #isClosed = false;
  #retryAtLines = 0;
  #hasUnsyncedName = false;

  constructor(parts: Parts, settings: Partial<RunLogSettings>) {
    this.#parts = parts;
    this.#settings = { ...defaults, ...settings };
    this.#file = parts.file;
    this.#lastLine = parts.lastLine;
  }

  append(lines: readonly LogLine[], durable: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new Refusal('log-closed', 'The run is closed.');
      this.#queue.push({ lines, bytes: writeLines(lines), durable, resolve, reject });
      this.#drained ??= this.#drain();
    });
  }

  async readLines({ before = Number.POSITIVE_INFINITY, limit }: PageRequest): Promise<LogPage> {
    const last = Math.min(before - 1, this.#lastLine);
    const first = Math.max(1, last - limit + 1);
    const [current, currentLength] = [this.#file.number, this.#file.length];
    const parts: SegmentPart[] = [];
    let wanted = last;
    let hasMore = false;
    for (const number of (await listSegments(this.#parts.directory)).toReversed()) {
      const after = number > current ? undefined : await this.#tryReading(number, (reader) => reader.readAfter());
      if (after === undefined || after >= wanted) continue;
      hasMore = wanted < first;
      if (hasMore) break;
      const from = Math.max(first, after + 1);
      const end = number === current ? currentLength : await sizeOf(join(this.#parts.directory, segmentName(number)));
      const part = await this.#tryReading(number, (reader) => reader.read(from, wanted, end));
      if (part !== undefined) parts.unshift(part);
      wanted = from - 1;
      hasMore = wanted > after;
      if (hasMore) break;
    }
    return {
      lines: parts.flatMap(({ lines }) => lines),
      unreadable: parts.reduce((sum, part) => sum + part.unreadable, 0),
      ...(hasMore ? { next: first } : {}),
    };
  }

  async readOldest(): Promise<{ after: number; state?: State }> {
    for (const number of await listSegments(this.#parts.directory)) {
      const end = await sizeOf(join(this.#parts.directory, segmentName(number)));
      const text = (await this.#tryReading(number, (reader) => reader.readHeaderText(end))) ?? '';
      const reading = parseHeader(text);
      if (reading.kind !== 'header') continue;
      const { after, state } = reading.header;
      return state === undefined ? { after } : { after, state };
    }
    return { after: this.#lastLine };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#drained;
    await this.#file.close();
  }

  async #drain(): Promise<void> {
    // Lets the appends of one turn gather, so that they share one write.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#queue;
      this.#queue = [];
      await this.#write(this.#refuseGaps(batch));
    }
    this.#drained = undefined;
  }

  #refuseGaps(batch: readonly Waiting[]): readonly Waiting[] {
    let next = this.#lastLine + 1;
    return batch.filter(({ lines, reject }) => {
      const follows = isContinuation(lines, next);
      if (follows) next += lines.length;
      else reject(new Refusal('log-gap', `Line ${next} comes next.`));
      return follows;
    });
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    if (batch.length === 0) return;
    const lineCount = batch.reduce((sum, { lines }) => sum + lines.length, 0);
    const durable = batch.some((waiting) => waiting.durable);
    await this.#startSegmentWhenFull(lineCount);
    try {
      if (durable) await this.#syncName();
      await this.#file.append(Buffer.concat(batch.map(({ bytes }) => bytes)), lineCount, durable);
      this.#lastLine += lineCount;
    } catch (fault) {
      const refusal = storageRefusal(fault, this.#file.path);
      for (const { reject } of batch) reject(refusal);
      return;
    }
    for (const { resolve } of batch) resolve();
  }

  /** A name in the directory has to last as long as the lines that stand under it. */
  async #syncName(): Promise<void> {
    if (this.#hasUnsyncedName) await syncDirectory(this.#parts.directory);
    this.#hasUnsyncedName = false;
  }

  async #startSegmentWhenFull(incoming: number): Promise<void> {
    const { lineCount } = this.#file;
    const { maxLines } = this.#settings;
    if (lineCount === 0 || lineCount + incoming <= maxLines || lineCount < this.#retryAtLines) return;
    try {
      const snapshot = this.#settings.snapshotState();
      if (snapshot?.after !== this.#lastLine) return;
      await this.#startSegment(snapshot.state);
      this.#retryAtLines = 0;
    } catch (fault) {
      this.#retryAtLines = lineCount + Math.ceil(maxLines / 50);
      this.#settings.onTrouble(storageRefusal(fault, this.#parts.directory));
    }
  }

  async #startSegment(state: State): Promise<void> {
    const { directory, runId, openFile } = this.#parts;
    const full = this.#file;
    await full.sync();
    const segment = full.number + 1;
    this.#file = await createSegment(directory, { run: runId, segment, after: this.#lastLine, state }, openFile);
    this.#hasUnsyncedName = true;
    try {
      await full.close();
      await removeOldSegments(directory, segment, this.#settings.maxOldBytes);
    } catch (fault) {
      this.#settings.onTrouble(storageRefusal(fault, directory));
    }
  }

  /** A segment may be removed while it is read; then it has no lines. */
  async #tryReading<T>(number: number, read: (reader: SegmentReader) => Promise<T>): Promise<T | undefined> {
    const reader = this.#readers.get(number) ?? new SegmentReader(join(this.#parts.directory, segmentName(number)));
    this.#readers.set(number, reader);
    try {
      return await read(reader);
    } catch (fault) {
      if (!isMissing(fault)) throw fault;
      this.#readers.delete(number);
      return undefined;
    }
  }
}
