import { join } from 'node:path';
import type { State } from '../../app/session/state.ts';
import type { LogPage, PageRequest } from './run-log.ts';
import { listSegments, segmentName, sizeOf } from './segment-directory.ts';
import { parseHeader } from './segment-format.ts';
import { type SegmentPart, SegmentReader } from './segment-reader.ts';
import { isMissing } from './storage-fault.ts';

/** The segment that is being written, as far as it may be read. */
export type NewestSegment = { readonly number: number; readonly length: number; readonly lastLine: number };

/** What was before the oldest line kept; no state at the very beginning. */
export type LogStart = { readonly after: number; readonly state?: State };

/** Reads a run's lines page by page across its segments. */
export class SegmentPages {
  readonly #directory: string;
  readonly #readers = new Map<number, SegmentReader>();

  constructor(directory: string) {
    this.#directory = directory;
  }

  async read({ before = Number.POSITIVE_INFINITY, limit }: PageRequest, newest: NewestSegment): Promise<LogPage> {
    const last = Math.min(before - 1, newest.lastLine);
    const first = Math.max(1, last - limit + 1);
    const parts: SegmentPart[] = [];
    let wanted = last;
    let hasMore = false;
    for (const number of (await listSegments(this.#directory)).toReversed()) {
      const after = number > newest.number ? undefined : await this.#tryReading(number, (reader) => reader.readAfter());
      if (after === undefined || after >= wanted) continue;
      hasMore = wanted < first;
      if (hasMore) break;
      const from = Math.max(first, after + 1);
      const end = number === newest.number ? newest.length : await sizeOf(join(this.#directory, segmentName(number)));
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

  async readOldest(lastLine: number): Promise<LogStart> {
    for (const number of await listSegments(this.#directory)) {
      const end = await sizeOf(join(this.#directory, segmentName(number)));
      const text = (await this.#tryReading(number, (reader) => reader.readHeaderText(end))) ?? '';
      const reading = parseHeader(text);
      if (reading.kind !== 'header') continue;
      const { after, state } = reading.header;
      return state === undefined ? { after } : { after, state };
    }
    return { after: lastLine };
  }

  /** A segment may be removed while it is read; then it has no lines. */
  async #tryReading<T>(number: number, read: (reader: SegmentReader) => Promise<T>): Promise<T | undefined> {
    const reader = this.#readers.get(number) ?? new SegmentReader(join(this.#directory, segmentName(number)));
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
