import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import type { State } from '../../../app/session/state.ts';
import { type OpenedRun, openRun, type RunOptions } from '../../../main/adapters/jsonl-event-log.ts';
import { createRun } from '../../../main/adapters/runs.ts';

/** 2026-11-23T12:00:00Z. */
export const noon = Date.UTC(2026, 10, 23, 12);

/** A directory of the test's own, removed at its end. */
export async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-test-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

export async function freshRun(): Promise<{ directory: string; runId: string }> {
  const directory = await temporaryDirectory();
  return { directory, runId: await createRun(directory, noon) };
}

/** Opens a run that the end of the test closes. */
export async function openTestRun(directory: string, runId: string, options: RunOptions = {}): Promise<OpenedRun> {
  const run = await openRun(directory, runId, options);
  onTestFinished(() => run.close());
  return run;
}

export function lineAt(n: number): LogLine {
  const at = noon + n;
  return { n, at, command: { type: 'connect-client' }, events: [{ at, type: 'client-connected' }] };
}

/** Lines `first` up to and including `last`. */
export function linesFrom(first: number, last: number): LogLine[] {
  return Array.from({ length: last - first + 1 }, (_, index) => lineAt(first + index));
}

/** Something that passes for a state in the head of a segment; the log never looks inside. */
export function stateAfter(n: number): State {
  return { version: 1, at: noon + n } as unknown as State;
}

export function numbersOf(lines: readonly LogLine[]): number[] {
  return lines.map(({ n }) => n);
}

export function numbersFrom(first: number, last: number): number[] {
  return numbersOf(linesFrom(first, last));
}
