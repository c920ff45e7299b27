import { isUtf8 } from 'node:buffer';
import type { LogLine } from '../../app/ports.ts';
import { type LineReading, parseHeader, parseLine, type SegmentHeader } from './segment-format.ts';

export type SegmentScan = {
  /** Absent when the first line is not whole. */
  readonly header?: SegmentHeader;
  /** The lines before the first fault. */
  readonly lines: readonly LogLine[];
  /** Bytes up to the end of the last of them. */
  readonly goodLength: number;
  /**
   * `torn`: the very last line was not written to its end, as a kill or a power cut leaves it; it was never acknowledged.
   * `damaged`: anything else that can't be read, and what comes after it.
   */
  readonly fault?: 'torn' | 'damaged' | 'too-new';
};

const newline = 10;

export function scanSegment(bytes: Buffer): SegmentScan {
  const headerEnd = bytes.indexOf(newline) + 1;
  if (headerEnd === 0) return { lines: [], goodLength: 0, fault: 'torn' };
  const reading = parseHeader(bytes.toString('utf8', 0, headerEnd));
  if (reading.kind === 'too-new') return { lines: [], goodLength: 0, fault: 'too-new' };
  if (reading.kind === 'unreadable') {
    return { lines: [], goodLength: 0, fault: headerEnd === bytes.length ? 'torn' : 'damaged' };
  }
  return { header: reading.header, ...scanLines(bytes, headerEnd, reading.header.after + 1) };
}

function scanLines(
  bytes: Buffer,
  from: number,
  firstNumber: number,
): Pick<SegmentScan, 'lines' | 'goodLength' | 'fault'> {
  const lines: LogLine[] = [];
  const isSound = isUtf8(bytes);
  let start = from;
  while (start < bytes.length) {
    const end = bytes.indexOf(newline, start) + 1;
    if (end === 0) return { lines, goodLength: start, fault: 'torn' };
    const reading = readLine(bytes.subarray(start, end), isSound);
    if (reading.kind === 'not-json')
      return { lines, goodLength: start, fault: end === bytes.length ? 'torn' : 'damaged' };
    if (reading.kind === 'misshapen' || reading.line.n !== firstNumber + lines.length) {
      return { lines, goodLength: start, fault: 'damaged' };
    }
    lines.push(reading.line);
    start = end;
  }
  return { lines, goodLength: start };
}

function readLine(bytes: Buffer, isSound: boolean): LineReading {
  // Bytes that are no UTF-8 would be read as U+FFFD and pass for text.
  return isSound || isUtf8(bytes) ? parseLine(bytes.toString('utf8')) : { kind: 'not-json' };
}
