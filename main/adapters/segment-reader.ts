import { type FileHandle, open } from 'node:fs/promises';
import type { LogLine } from '../../app/ports.ts';
import { parseLine } from './segment-format.ts';
import { takingTurns } from './taking-turns.ts';

/** Every so many lines the place of one is remembered. */
const grain = 256;
const chunkLength = 256 * 1024;
const newline = 10;

export type SegmentPart = { readonly lines: readonly LogLine[]; readonly unreadable: number };

/** Reads lines out of the middle of a segment, going through the file at most once for their places. */
export class SegmentReader {
  readonly #path: string;
  /** `#marks[k]` is where line `after + 1 + k * grain` begins. */
  readonly #marks: number[] = [];
  #scannedTo = 0;
  #newlines = 0;
  #after: number | undefined;
  readonly #inTurn = takingTurns();

  constructor(path: string) {
    this.#path = path;
  }

  /** The number of the last line before this segment; `undefined` when its header can't be read. */
  async readAfter(): Promise<number | undefined> {
    this.#after ??= await this.#withFile(async (file) => {
      const start = await readRange(file, 0, 1024);
      const found = /^\{"format":\d+,"run":"[^"]*","segment":\d+,"after":(\d+)[,}]/.exec(start);
      return found?.[1] === undefined ? undefined : Number(found[1]);
    });
    return this.#after;
  }

  readHeaderText(end: number): Promise<string> {
    return this.#withFile(async (file) => {
      await this.#findMarks(file, 0, end);
      return readRange(file, 0, this.#marks[0] ?? end);
    });
  }

  /** Lines `first` up to and including `last`; only bytes before `end` count. */
  async read(first: number, last: number, end: number): Promise<SegmentPart> {
    const after = (await this.readAfter()) ?? 0;
    const [firstMark, nextMark] = [Math.floor((first - after - 1) / grain), Math.floor((last - after - 1) / grain) + 1];
    const text = await this.#withFile(async (file) => {
      await this.#findMarks(file, nextMark, end);
      const start = this.#marks[firstMark];
      return start === undefined ? '' : readRange(file, start, Math.min(this.#marks[nextMark] ?? end, end));
    });
    const skipped = first - after - 1 - firstMark * grain;
    const texts = text
      .split('\n')
      .slice(0, -1)
      .slice(skipped, skipped + last - first + 1);
    const lines: LogLine[] = [];
    for (const [index, lineText] of texts.entries()) {
      const reading = parseLine(lineText);
      if (reading.kind === 'line' && reading.line.n === first + index) lines.push(reading.line);
    }
    return { lines, unreadable: texts.length - lines.length };
  }

  async #findMarks(file: FileHandle, index: number, end: number): Promise<void> {
    const chunk = Buffer.alloc(chunkLength);
    while (this.#marks.length <= index && this.#scannedTo < end) {
      const { bytesRead } = await file.read(chunk, 0, Math.min(chunkLength, end - this.#scannedTo), this.#scannedTo);
      if (bytesRead === 0) return;
      const bytes = chunk.subarray(0, bytesRead);
      for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) {
        if (this.#newlines % grain === 0) this.#marks.push(this.#scannedTo + at + 1);
        this.#newlines += 1;
      }
      this.#scannedTo += bytesRead;
    }
  }

  /** Lets one reader in at a time: finding places goes on where the last one stopped. */
  #withFile<T>(use: (file: FileHandle) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      const file = await open(this.#path, 'r');
      try {
        return await use(file);
      } finally {
        await file.close();
      }
    });
  }
}

async function readRange(file: FileHandle, start: number, end: number): Promise<string> {
  const bytes = Buffer.alloc(Math.max(0, end - start));
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
  return bytes.toString('utf8', 0, bytesRead);
}
