import { Refusal } from '../../app/errors.ts';
import type { LogLine } from '../../app/ports.ts';
import type { State } from '../../app/session/state.ts';
import { syncDirectory } from './atomic-file.ts';
import { isContinuation, type LogPage, type PageRequest } from './run-log.ts';
import { createSegment, removeOldSegments } from './segment-directory.ts';
import type { FileOpener, SegmentFile } from './segment-file.ts';
import { writeLines } from './segment-format.ts';
import { type LogStart, SegmentPages } from './segment-pages.ts';
import { storageRefusal } from './storage-fault.ts';

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
  readonly text: string;
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
  readonly #pages: SegmentPages;
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
    this.#pages = new SegmentPages(parts.directory);
    this.#file = parts.file;
    this.#lastLine = parts.lastLine;
  }

  append(lines: readonly LogLine[], durable: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new Refusal('log-closed', 'The run is closed.');
      this.#queue.push({ lines, text: writeLines(lines), durable, resolve, reject });
      this.#drained ??= this.#drain();
    });
  }

  readLines(request: PageRequest): Promise<LogPage> {
    return this.#pages.read(request, {
      number: this.#file.number,
      length: this.#file.length,
      lastLine: this.#lastLine,
    });
  }

  readOldest(): Promise<LogStart> {
    return this.#pages.readOldest(this.#lastLine);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#drained;
    await this.#file.close();
  }

  async #drain(): Promise<void> {
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
      await this.#file.append(Buffer.from(batch.map(({ text }) => text).join('')), lineCount, durable);
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
}
