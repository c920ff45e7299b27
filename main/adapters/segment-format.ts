import { z } from 'zod';
import type { LogLine } from '../../app/ports.ts';
import type { State } from '../../app/session/state.ts';

const segmentFormat = 1;

/** The first line of a segment. `after` is the number of the last line before it, `state` what that line left behind. */
export type SegmentHeader = {
  readonly run: string;
  readonly segment: number;
  readonly after: number;
  readonly state?: State;
};

export type HeaderReading =
  | { readonly kind: 'header'; readonly header: SegmentHeader }
  | { readonly kind: 'unreadable' }
  /** Written by a later version of the program. */
  | { readonly kind: 'too-new' };

export type LineReading =
  | { readonly kind: 'line'; readonly line: LogLine }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'misshapen' };

const headerSchema = z.object({
  run: z.string(),
  segment: z.int().positive(),
  after: z.int().nonnegative(),
  state: z.custom<State>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)).optional(),
});

export function writeHeader({ run, segment, after, state }: SegmentHeader): Buffer {
  // `after` stands before the state: reading on from an old segment needs only the first bytes of it.
  return Buffer.from(`${JSON.stringify({ format: segmentFormat, run, segment, after, state })}\n`);
}

export function parseHeader(text: string): HeaderReading {
  const data = parseJson(text);
  if (typeof data !== 'object' || data === null || !('format' in data)) return { kind: 'unreadable' };
  if (typeof data.format === 'number' && data.format > segmentFormat) return { kind: 'too-new' };
  const parsed = headerSchema.safeParse(data);
  if (data.format !== segmentFormat || !parsed.success) return { kind: 'unreadable' };
  const { state, ...header } = parsed.data;
  return { kind: 'header', header: state === undefined ? header : { ...header, state } };
}

export function writeLines(lines: readonly LogLine[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Looks at the frame of a line only; what its command and events mean is the engine's to say. */
export function parseLine(text: string): LineReading {
  const data = parseJson(text);
  if (data === undefined) return { kind: 'not-json' };
  return isLogLine(data) ? { kind: 'line', line: data } : { kind: 'misshapen' };
}

function isLogLine(data: unknown): data is LogLine {
  return (
    typeof data === 'object' &&
    data !== null &&
    'n' in data &&
    Number.isInteger(data.n) &&
    'at' in data &&
    typeof data.at === 'number' &&
    'command' in data &&
    isTyped(data.command) &&
    'events' in data &&
    Array.isArray(data.events) &&
    data.events.every(isTyped)
  );
}

function isTyped(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
