import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import type { LogLine } from '../../../app/ports.ts';
import { openRun } from '../../../main/adapters/jsonl-event-log.ts';
import { createRun } from '../../../main/adapters/runs.ts';
import { buildProgram, ChildProgram } from './child-program.ts';
import { lineAt } from './log-lines.ts';

let program = '';
beforeAll(async () => {
  const built = await buildProgram(new URL('append-program.ts', import.meta.url));
  program = built.file;
  return built.remove;
});

async function readNewest(directory: string, runId: string): Promise<{ lastLine: number; lines: readonly LogLine[] }> {
  const run = await openRun(directory, runId);
  expect(run.damaged).toBeUndefined();
  await run.close();
  return run;
}

it('has everything acknowledged, numbered without gaps, after a kill -9 at any of 100 moments', {
  timeout: 120_000,
}, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'warp-emu-kill-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  const runId = await createRun(directory, 0);
  let last = 0;
  for (let round = 0; round < 100; round += 1) {
    const child = new ChildProgram(program, [directory, runId]);
    onTestFinished(() => child.kill());
    const wanted = Math.floor(Math.random() * 80);
    await child.lineAt(wanted);
    await child.kill();
    const acknowledged = Number(child.lines.at(-1));
    const { lastLine, lines } = await readNewest(directory, runId);
    expect(acknowledged).toBeGreaterThan(last);
    expect(lastLine, `killed after ${child.lines.length} acknowledgements`).toBeGreaterThanOrEqual(acknowledged);
    expect(lines).toEqual(lines.map(({ n }) => lineAt(n)));
    last = lastLine;
  }
  const run = await openRun(directory, runId);
  const { lines } = await run.readLines({ limit: last });
  await run.close();
  expect(lines.map(({ n }) => n)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
});
